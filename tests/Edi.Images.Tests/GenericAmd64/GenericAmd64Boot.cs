using Edi.Images.Tests.Harness;
using Edi.Images.Tests.Machines;

namespace Edi.Images.Tests.GenericAmd64;

/// <summary>A machine with the image for PCs.</summary>
public sealed class GenericAmd64Boot(GenericAmd64Image built) : BootedImage(built, machines: 1)
{
    private protected override Task<QemuMachine> StartAsync(string name) => UefiMachine.StartAsync(name, Project.Image);
}
