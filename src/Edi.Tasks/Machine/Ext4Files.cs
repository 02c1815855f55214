using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Machine;

/// <summary>A file or folder to be written, which belongs to root.</summary>
/// <param name="Path">Absolute, in the file system.</param>
/// <param name="Source">The file on the host; null for a folder.</param>
/// <param name="Mode">Permissions as octal digits.</param>
internal sealed record PlacedFile(string Path, string? Source, string Mode);

/// <summary>
/// The files of an ext4 file system in a disk image, read and written by debugfs. That ends with 0 whatever happens, so
/// results are looked at.
/// </summary>
/// <param name="offset">Where the file system begins, in bytes.</param>
internal sealed partial class Ext4Files(IToolRunner tools, string image, long offset)
{
    private const string RegularFile = "10"; // See inode(7): the type comes first in the mode.

    private readonly string _device = FormattableString.Invariant($"{image}?offset={offset}");

    /// <summary>The names in a folder; none when there is no such folder.</summary>
    public IEnumerable<string> List(string folder) => Entries(folder).Keys;

    /// <summary>Copies a file into a folder of the host and returns its path there.</summary>
    /// <exception cref="EdiException">EDI6002, when there is none.</exception>
    public string CopyTo(string path, string folder)
    {
        string target = Path.Combine(folder, Path.GetFileName(path));
        File.Delete(target);
        Ask(ReadOnly($"dump {Quote(path)} {Quote(target)}"));
        return File.Exists(target) ? target : throw new EdiException(EdiCodes.MachineNotStarted, $"The root file system of the image has no file {path}.");
    }

    /// <summary>
    /// Copies those regular files of a folder that have these names into a folder of the host. What the machine has put in
    /// the place of one, as a link, is passed over.
    /// </summary>
    /// <param name="most">The most bytes of each; the rest is left out.</param>
    public void CopyFilesTo(string path, IEnumerable<string> names, string folder, int most)
    {
        const string cut = "debugfs -R \"cat <$1>\" \"$2\" 2>/dev/null | head --bytes=\"$3\" >\"$4\"";
        var entries = Entries(path);
        foreach (string name in names.Where(entries.ContainsKey))
        {
            var entry = entries[name];
            if (entry.IsFile)
            {
                // By its inode: what stood in the list is what is read.
                tools.Require(EdiCodes.MachineNotStarted, new ToolCommand(
                    "sh", "-c", cut, "sh", entry.Inode, _device, most.ToString(CultureInfo.InvariantCulture), Path.Combine(folder, name)));
            }
        }
    }

    /// <summary>Writes folders, files and links.</summary>
    /// <param name="links">Symbolic links: their paths and what they lead to.</param>
    /// <exception cref="EdiException">EDI6004, when something is not there afterwards.</exception>
    public void Write(ImmutableArray<PlacedFile> files, ImmutableArray<(string Path, string Target)> links)
    {
        RequireRoom(files);
        string[] commands =
        [
            .. files.SelectMany(file => new[]
            {
                file.Source is null ? $"mkdir {Quote(file.Path)}" : $"write {Quote(file.Source)} {Quote(file.Path)}",
                $"sif {Quote(file.Path)} mode {(file.Source is null ? "04" : "010")}{file.Mode}",
                $"sif {Quote(file.Path)} uid 0",
                $"sif {Quote(file.Path)} gid 0",
            }),
            .. links.Select(link => $"symlink {Quote(link.Path)} {Quote(link.Target)}"),
        ];
        tools.Require(
            EdiCodes.ChecksNotPlaced,
            new ToolCommand("debugfs", "-w", "-f", "-", _device) { StandardInput = string.Concat(commands.Select(command => command + "\n")) });
        var missing = files.Where(file => !IsThere(file)).Select(file => file.Path)
            .Concat(links.Select(link => link.Path).Where(path => !Entries(Folder(path)).ContainsKey(Path.GetFileName(path))))
            .ToImmutableArray();
        if (!missing.IsEmpty)
        {
            throw new EdiException(EdiCodes.ChecksNotPlaced, $"{string.Join(", ", missing)} could not be written into the copy of the root file system.");
        }
    }

    /// <summary>Brings the file system up to what a machine that was switched off has written.</summary>
    public void Recover() => tools.Run(new ToolCommand("e2fsck", "-p", "-E", "journal_only", _device));

    // debugfs leaves a file that finds no room with its right size and a hole.
    private void RequireRoom(ImmutableArray<PlacedFile> files)
    {
        const long answers = 1 << 20;
        string statistics = Ask(ReadOnly("show_super_stats -h"));
        long free = Field("Free blocks") * Field("Block size");
        long needed = answers + files.Where(file => file.Source is not null).Sum(file => new FileInfo(file.Source!).Length + Field("Block size"));
        if (free < needed)
        {
            throw new EdiException(
                EdiCodes.ChecksNotPlaced,
                $"The checks and their programs need {ByteSize.Format(needed)} in the copy of the root file system; found {ByteSize.Format(free)}. Give the root partition more 'free_space'.");
        }

        long Field(string name) => long.Parse(
            statistics.Split('\n').First(line => line.StartsWith(name + ":", StringComparison.Ordinal)).Split(':')[1], CultureInfo.InvariantCulture);
    }

    private bool IsThere(PlacedFile file) =>
        Entries(Folder(file.Path)).TryGetValue(Path.GetFileName(file.Path), out var entry)
        && (file.Source is null || entry.Size == new FileInfo(file.Source).Length.ToString(CultureInfo.InvariantCulture));

    private ImmutableDictionary<string, Entry> Entries(string folder) =>
        FolderEntry().Matches(Ask(ReadOnly($"ls -p {Quote(folder)}")))
            .Select(line => (Name: line.Groups["name"].Value, Entry: new Entry(
                line.Groups["inode"].Value, line.Groups["mode"].Value.StartsWith(RegularFile, StringComparison.Ordinal), line.Groups["size"].Value)))
            .Where(entry => entry.Name is not ("" or "." or ".."))
            .DistinctBy(entry => entry.Name) // A damaged folder may say it twice.
            .ToImmutableDictionary(entry => entry.Name, entry => entry.Entry);

    private ToolCommand ReadOnly(string request) => new("debugfs", "-R", request, _device);

    private string Ask(ToolCommand command) => tools.Capture(EdiCodes.MachineNotStarted, command);

    private sealed record Entry(string Inode, bool IsFile, string Size);

    private static string Folder(string path) => Path.GetDirectoryName(path)!;

    /// <summary>A word as debugfs reads it.</summary>
    /// <exception cref="EdiException">EDI6004, for a path that cannot be said to it.</exception>
    internal static string Quote(string path) => path.AsSpan().IndexOfAny('"', '\n') < 0
        ? $"\"{path}\""
        : throw new EdiException(EdiCodes.ChecksNotPlaced, $"A path with a quotation mark or a line's end cannot be handed to debugfs; found {path}. Give the file another name.");

    // /inode/mode/user/group/name/size/ and a line's end, which a name may have, too.
    [GeneratedRegex(@"^/(?<inode>\d+)/(?<mode>\d+)/\d+/\d+/(?<name>[^/]*)/(?<size>\d*)/$", RegexOptions.Multiline)]
    private static partial Regex FolderEntry();
}
