using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Image;

/// <summary>
/// /etc/fstab. What the root file system has in it stays; the layout adds a line for each partition that no line of it mounts. A
/// line that mounts something else where a partition belongs is refused: the partition's files would be hidden, or never seen.
/// </summary>
internal sealed class FileSystemTable(DiskLayout layout, StableIds ids)
{
    private const string File = "/etc/fstab";
    private const string Heading = "# <file system>\t<mount point>\t<type>\t<options>\t<dump>\t<pass>\n";

    // A partition that comes late or not at all must not end the boot in an emergency shell, which a system with a
    // locked root account cannot even open. A slow card in a slow reader takes longer than systemd's 90 seconds.
    private const string Patient = "nofail,x-systemd.device-timeout=5min";

    // 'nofail' alone also lets services start before the mount; only boot files are nobody's.
    private const string InTime = $"{Patient},x-systemd.before=local-fs.target";

    /// <summary>Writes it into a root file system.</summary>
    /// <param name="scratch">A folder of the sandbox for what is on its way.</param>
    /// <exception cref="EdiException">EDI5009, for each line that contradicts the layout.</exception>
    public void Write(IToolRunner sandbox, string root, string scratch)
    {
        var files = new RootFiles(sandbox, root, EdiCodes.ImageFailed, scratch);
        var (exists, path) = files.Resolve(File);
        if (!exists)
        {
            files.Write(Merge(""), File);
            return;
        }

        if (sandbox.Run(new ToolCommand("test", "-f", path)) != 0)
        {
            throw new EdiException(EdiCodes.FileSystemTableConflict, $"{File} of the root file system is no file, so nothing could be mounted by it. Remove it in a playbook; the layout makes one.");
        }

        string own = sandbox.Capture(EdiCodes.ImageFailed, new ToolCommand("cat", path));
        string merged = Merge(own);
        if (merged != own)
        {
            // In its place, so that it keeps its owner and its mode.
            sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("sh", "-euc", "cat >\"$1\"", "sh", path) { StandardInput = merged });
        }
    }

    /// <summary>The table, fstab(5), of a root file system that has one already, or an empty one.</summary>
    internal string Merge(string own)
    {
        var lines = MountLine.Read(own);
        var entries = Entries();
        var problems = ImmutableArray.CreateBuilder<EdiProblem>();
        foreach (var entry in entries)
        {
            problems.AddRange(lines.Where(entry.IsContradictedBy).Select(line => new EdiProblem(
                EdiCodes.FileSystemTableConflict,
                $"{File}, line {line.Number.ToString(CultureInfo.InvariantCulture)}, mounts {line.Source} ({line.Type}) at {line.MountPoint}, where partition '{entry.Partition.Name}' belongs: {entry.Source} ({entry.Type}). "
                + $"Remove that line, which the layout then adds, or name {entry.Source} and {entry.Type} in it; or take the 'mount_point' from the partition.",
                entry.Partition.Position)));
        }

        if (problems.Count > 0)
        {
            throw new EdiException(problems.ToImmutable());
        }

        // Before the others, which may lie in these.
        string added = string.Concat(entries.Where(entry => !lines.Any(entry.IsSaidBy)).Select(entry => entry.Line));
        return lines.IsEmpty ? Heading + added : added.Length == 0 ? own : Heading + added + own;
    }

    // Devices are found by label, or by a UUID where there is no label: a card's name depends on where it is put in.
    private ImmutableArray<Entry> Entries()
    {
        var entries = ImmutableArray.CreateBuilder<Entry>();
        var mounted = layout.Partitions.Index().Where(entry => entry.Item.MountPoint is not null).OrderBy(entry => entry.Item.MountPoint!.Length);
        foreach (var (index, partition) in mounted.Concat(layout.Partitions.Index().Where(entry => entry.Item.FileSystem == FileSystemKind.Swap)))
        {
            var traits = FileSystemTraits.Of(partition.FileSystem);
            // Only these have a check that runs before they are mounted.
            int pass = partition.FileSystem is not (FileSystemKind.Ext4 or FileSystemKind.Vfat) ? 0 : partition.MountPoint == "/" ? 1 : 2;
            string label = $"LABEL={partition.Label}";
            string partitionUuid = $"PARTUUID={PartitionUuid(partition, index)}";
            string uuid = $"UUID={FileSystemUuid(partition)}";
            bool hasLabel = traits.HasLabel && partition.Label.Length > 0;
            string source = hasLabel ? label : partition.FileSystem == FileSystemKind.Swap ? uuid : partitionUuid;
            entries.Add(new(
                partition,
                source,
                traits.Name,
                [partitionUuid, uuid, .. hasLabel ? [label] : ImmutableArray<string>.Empty, .. partition.Label.Length > 0 ? [$"PART{label}"] : ImmutableArray<string>.Empty],
                $"{source}\t{partition.MountPoint ?? "none"}\t{traits.Name}\t{partition.MountOptions ?? Options(partition, traits)}\t0\t{pass}\n"));
        }

        return entries.ToImmutable();
    }

    private string FileSystemUuid(PartitionDefinition partition)
    {
        var of = ids.Of(partition.Name);
        return partition.FileSystem == FileSystemKind.Vfat
            ? string.Create(CultureInfo.InvariantCulture, $"{of.FatSerial >> 16:X4}-{of.FatSerial & 0xffff:X4}")
            : of.FileSystemGuid.ToString("D");
    }

    private static string Options(PartitionDefinition partition, FileSystemTraits traits) => partition switch
    {
        { MountPoint: "/" } => traits.Options,
        { FileSystem: FileSystemKind.Swap } => $"{traits.Options},nofail",
        // Boot files and the seeds and tokens among them are root's alone.
        { FileSystem: FileSystemKind.Vfat } => $"umask=0077,{Wait(partition)}",
        _ when traits.IsReadOnly => $"{traits.Options},{Wait(partition)}",
        _ => Wait(partition),
    };

    private static string Wait(PartitionDefinition partition) =>
        $"{partition.MountPoint}/".StartsWith("/boot/", StringComparison.Ordinal) || partition.MountPoint == "/efi" ? Patient : InTime;

    // The kernel's form of it for an MBR: the disk's identifier and the partition's number.
    private string PartitionUuid(PartitionDefinition partition, int index) =>
        layout.PartitionTable == PartitionTableKind.Mbr
            ? string.Create(CultureInfo.InvariantCulture, $"{ids.DiskId:x8}-{index + 1:x2}")
            : ids.PartitionGuid(partition.Name).ToString("D");

    /// <summary>What the layout says of a partition.</summary>
    /// <param name="Source">How the table names its device.</param>
    /// <param name="Sources">All words that would name it.</param>
    private sealed record Entry(PartitionDefinition Partition, string Source, string Type, ImmutableArray<string> Sources, string Line)
    {
        /// <summary>Whether a line of the image says the same, in its own way.</summary>
        public bool IsSaidBy(MountLine line) => Partition.MountPoint is { } mountPoint
            ? line.MountPoint == mountPoint
            : line.Type == Type && Names(line);

        /// <summary>Whether a line of the image mounts something else in its place. What the kernel's name of a device is cannot be known.</summary>
        public bool IsContradictedBy(MountLine line) =>
            line.MountPoint == Partition.MountPoint && (!line.IsOfType(Type) || (line.NamesByTag && !Names(line)));

        private bool Names(MountLine line) => Sources.Contains(line.Source, line.Source.StartsWith("LABEL=", StringComparison.Ordinal) ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
    }
}
