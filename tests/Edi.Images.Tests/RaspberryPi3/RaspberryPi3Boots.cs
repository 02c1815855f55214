using Edi.Images.Tests.Harness;
using Edi.Images.Tests.Machines;

namespace Edi.Images.Tests.RaspberryPi3;

/// <summary>Two machines with the example.</summary>
public sealed class RaspberryPi3Boots(RaspberryPi3Image built) : BootedImage(built, machines: 2)
{
    private protected override Task<QemuMachine> StartAsync(string name) => RaspberryPi3Machine.StartAsync(name, Project.Image);
}
