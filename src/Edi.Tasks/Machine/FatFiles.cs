using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Machine;

/// <summary>The files of a FAT file system in a disk image, read by mtools.</summary>
/// <param name="offset">Where the file system begins, in bytes.</param>
internal sealed class FatFiles(IToolRunner tools, string image, long offset)
{
    private const string Root = "::/";
    private readonly string _drive = FormattableString.Invariant($"{image}@@{offset}");

    /// <summary>The names of the files in the root folder.</summary>
    public IEnumerable<string> Files() =>
        tools.Capture(EdiCodes.MachineNotStarted, new ToolCommand("mdir", "-i", _drive, "-b", Root))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(path => path.StartsWith(Root, StringComparison.Ordinal) && !path.EndsWith('/'))
            .Select(path => path[Root.Length..]);

    /// <summary>The text of a file.</summary>
    public string Read(string name) =>
        tools.Capture(EdiCodes.MachineNotStarted, new ToolCommand("mcopy", "-i", _drive, Root + Escape(name), "-"));

    /// <summary>Copies a file into a folder and returns its path there.</summary>
    public string CopyTo(string name, string folder)
    {
        string target = Path.Combine(folder, name);
        tools.Require(EdiCodes.MachineNotStarted, new ToolCommand("mcopy", "-n", "-o", "-i", _drive, Root + Escape(name), target));
        return target;
    }

    // mtools takes names for patterns.
    private static string Escape(string name) => name.Replace("[", @"\[", StringComparison.Ordinal).Replace("]", @"\]", StringComparison.Ordinal);
}
