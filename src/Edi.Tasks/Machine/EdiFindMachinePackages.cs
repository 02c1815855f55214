using Edi.Tasks.Definition;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Machine;

/// <summary>Tells what the host needs besides the SDK's own tools to boot an image.</summary>
public sealed class EdiFindMachinePackages : EdiTask
{
    /// <summary>The file in which <see cref="EdiReadDefinition"/> has left the definition.</summary>
    [Required]
    public string Definition { get; set; } = "";

    /// <summary>Debian packages; none where there is no image, or no machine for it, which is told later.</summary>
    [Output]
    public string[] Packages { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run() => Packages = [.. QemuMachine.PackagesOf(ResolvedDefinition.Read(Definition))];
}
