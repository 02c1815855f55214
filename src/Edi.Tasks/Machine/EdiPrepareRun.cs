using Microsoft.Build.Framework;

namespace Edi.Tasks.Machine;

/// <summary>Makes a machine ready for <c>dotnet run</c>, which then starts the script that this leaves.</summary>
public sealed class EdiPrepareRun : EdiDefinitionTask
{
    /// <summary>The disk image, which is only read.</summary>
    [Required]
    public string ImageFile { get; set; } = "";

    /// <summary>The folder for the files of this project's machines.</summary>
    [Required]
    public string MachineDirectory { get; set; } = "";

    /// <summary>Whether what changes on the disk is there again the next time.</summary>
    public bool Keep { get; set; }

    /// <summary>The port of 127.0.0.1 that leads to the machine's port 22; empty takes one that is free.</summary>
    public string SshPort { get; set; } = "";

    /// <summary>Further ports of the machine that are reached at 127.0.0.1, each <c>GUEST</c> or <c>HOST:GUEST</c>, with semicolons between them.</summary>
    public string Ports { get; set; } = "";

    /// <summary>The script that starts the machine; it hands its arguments on to QEMU.</summary>
    [Output]
    public string StartScript { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        var ports = HostPorts.Choose(PortForward.Parse(SshPort, Ports));
        using var log = OpenLog(_ => false);
        StartScript = new MachineRun(CreateContext(log), ImageFile, MachineDirectory, Keep, ports).Prepare();
    }
}
