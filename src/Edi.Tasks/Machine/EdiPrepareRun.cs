using System.Globalization;
using Edi.Tasks.Diagnostics;
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

    /// <summary>The script that starts the machine; it hands its arguments on to QEMU.</summary>
    [Output]
    public string StartScript { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        using var log = OpenLog(_ => false);
        StartScript = new MachineRun(CreateContext(log), ImageFile, MachineDirectory, Keep, Port()).Prepare();
    }

    private int Port() => SshPort.Length == 0
        ? FreePort.Find()
        : ushort.TryParse(SshPort, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0
            ? port
            : throw new EdiException(EdiCodes.InvalidValue, $"The property EdiRunSshPort must be a port, a number from 1 to 65535; found '{SshPort}'.");
}
