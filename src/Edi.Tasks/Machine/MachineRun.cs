using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Machine;

/// <summary>Makes a machine ready that somebody uses at the terminal, with a copy of the image as its disk.</summary>
/// <param name="folder">The folder for the files of this project's machines.</param>
/// <param name="keep">Whether the disk is the one of the last run that kept it.</param>
/// <param name="ports">How the machine is reached, its ssh server first.</param>
internal sealed class MachineRun(StepContext context, string image, string folder, bool keep, ImmutableArray<PortForward> ports)
{
    // The console is the terminal, and QEMU's monitor is behind its escape key. A signal of the keyboard is one for the
    // machine, not for QEMU.
    private const string Terminal = "mon:stdio";

    // Two runs at a time do not meet.
    private readonly string _own = Path.Combine(folder, keep ? "kept" : string.Create(CultureInfo.InvariantCulture, $"run-{ports[0].Host}"));

    /// <summary>Returns the path of the script that starts the machine.</summary>
    public string Prepare()
    {
        PreparedMachine.Choose(context.Definition);
        if (!File.Exists(image))
        {
            throw new EdiException(EdiCodes.NothingToBoot, $"There is no disk image {image}; 'dotnet build' with the same options makes it.");
        }

        if (!keep && Directory.Exists(_own))
        {
            Directory.Delete(_own, recursive: true);
        }

        Directory.CreateDirectory(_own);
        string disk = Path.Combine(_own, "disk.img");
        string age = File.Exists(disk) && File.GetLastWriteTimeUtc(image) > File.GetCreationTimeUtc(disk)
            ? " The image has been made anew since; delete that folder to begin with the new one."
            : "";
        using var sandbox = (context with { WritableFolders = [folder] }).StartSandbox();
        var machine = PreparedMachine.Prepare(sandbox, context.Definition, image, _own, disk, Terminal, ports);
        sandbox.Complete();
        string script = Path.Combine(_own, "start.sh");
        File.WriteAllText(script, Script.Of(
            "machine-run.sh",
            ("description", $"{context.Definition.Name} on {machine.Description}"),
            ("port", ports[0].Host?.ToString(CultureInfo.InvariantCulture) ?? ""),
            ("ports", string.Join('\n', ports.Skip(1).Select(port => string.Create(CultureInfo.InvariantCulture, $"Its port {port.Guest} is reached at 127.0.0.1:{port.Host}")))),
            ("changes", keep ? $"Changes are kept in {_own}.{age}" : "Changes are thrown away; -p:EdiRunKeep=true keeps them."),
            ("remove", keep ? "" : _own)).Replace("@MACHINE@", machine.Start.ToString(), StringComparison.Ordinal));
        return script;
    }
}
