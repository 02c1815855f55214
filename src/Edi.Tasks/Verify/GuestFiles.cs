using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Machine;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Verify;

/// <summary>
/// Puts the probes into the copy of the image, as a unit of systemd that starts when all else has. The image itself stays
/// as it is shipped.
/// </summary>
/// <param name="staging">A folder of the host for the files.</param>
internal sealed class GuestFiles(ImmutableArray<Probe> probes, string staging)
{
    private const string UnitName = "edi-verify.service";

    /// <param name="nonce">What the machine says when it has finished; unknown to what else it prints.</param>
    public void Place(MachineDisk disk, ImageDefinition definition, VerifyDefinition verify, string nonce)
    {
        string units = UnitFolder(definition);
        ImmutableArray<PlacedFile> files =
        [
            new(CheckProbes.Folder, null, "0755"),
            new($"{CheckProbes.Folder}/probes", null, "0755"),
            new($"{CheckProbes.Folder}/answers", null, "0755"),
            new($"{CheckProbes.Folder}/programs", null, "0755"),
            new($"{CheckProbes.Folder}/run.sh", Stage("run.sh", Script.Of(
                "verify-guest.sh",
                ("folder", CheckProbes.Folder),
                ("nonce", nonce),
                ("patience", Seconds(verify.BootWithin)),
                ("limit", Seconds(verify.Timeout)))), "0755"),
            .. probes.Select((probe, index) => new PlacedFile($"{CheckProbes.Folder}/probes/{FileName(index)}", Stage(FileName(index), probe.Script + "\n"), "0644")),
            .. probes.Select(probe => probe.Program).OfType<ProbeProgram>().Select(program => new PlacedFile(program.Target, StageCopy(program), "0755")),
            new($"{units}/{UnitName}", Stage(UnitName, Unit), "0644"),
        ];
        var root = disk.Root(definition, EdiCodes.ChecksNotPlaced);
        var wants = root.List(units).Contains("default.target.wants") ? ImmutableArray<PlacedFile>.Empty : [new($"{units}/default.target.wants", null, "0755")];
        root.Write([.. files, .. wants], [($"{units}/default.target.wants/{UnitName}", $"../{UnitName}")]);
    }

    /// <summary>The name of a probe's file.</summary>
    public static string FileName(int index) => (index + 1).ToString("0000", CultureInfo.InvariantCulture);

    private static string Unit =>
        $"""
        [Unit]
        Description=Checks of dotnet test
        [Service]
        Type=exec
        ExecStart=/bin/sh {CheckProbes.Folder}/run.sh

        """;

    // The vendor's folder, of which no preset of the first boot takes a link away; unless it lies on another partition.
    private static string UnitFolder(ImageDefinition definition) =>
        definition.Image!.Partitions.Any(partition => partition.MountPoint == "/usr") ? "/etc/systemd/system" : "/usr/lib/systemd/system";

    private string Stage(string name, string text)
    {
        string path = Path.Combine(staging, name);
        File.WriteAllText(path, text);
        return path;
    }

    // A copy: below /tmp the sandbox does not see what the host has there.
    private string StageCopy(ProbeProgram program)
    {
        string path = Path.Combine(staging, Path.GetFileName(program.Target));
        File.Copy(program.Source, path, overwrite: true);
        return path;
    }

    private static string Seconds(TimeSpan duration) => Math.Ceiling(duration.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);
}
