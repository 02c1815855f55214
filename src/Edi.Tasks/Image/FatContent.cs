using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Image;

/// <summary>What a folder brings into a FAT file system, and what of it that cannot hold.</summary>
internal sealed class FatContent
{
    private const long LargestFile = uint.MaxValue;

    private readonly ImmutableArray<(char Kind, long Size, string Path)> _entries;

    private FatContent(ImmutableArray<(char, long, string)> entries) => _entries = entries;

    /// <summary>Whether there is nothing in the folder.</summary>
    public bool IsEmpty => _entries.IsEmpty;

    /// <summary>Why each file that FAT cannot hold is none for it, by the file's path in the folder.</summary>
    public ImmutableArray<string> Problems =>
    [
        .. _entries.Select(Problem).OfType<string>(),
        .. FatNames.Twins(_entries.Select(entry => entry.Path)).Select(twins => $"'{FatNames.Shown(twins.First)}' and '{FatNames.Shown(twins.Second)}' differ only in the case of letters"),
    ];

    /// <param name="folder">Where the sandbox sees it.</param>
    public static FatContent Read(IToolRunner sandbox, string folder) =>
        // A name may have a line break, but no NUL.
        Parse(sandbox.Capture(EdiCodes.ImageFailed, new ToolCommand("find", folder, "-mindepth", "1", "-printf", @"%y %s %P\0")));

    internal static FatContent Parse(string list) => new(
    [
        .. list.Split('\0')[..^1].Select(entry => entry.Split(' ', 3))
            .Select(fields => (fields[0][0], long.Parse(fields[1], CultureInfo.InvariantCulture), fields[2]))
            .OrderBy(entry => entry.Item3, StringComparer.Ordinal),
    ]);

    /// <summary>What is not among the paths that a FAT file system has.</summary>
    public ImmutableArray<string> MissingIn(IEnumerable<string> paths) => [.. _entries.Select(entry => entry.Path).Except(paths, StringComparer.OrdinalIgnoreCase)];

    private static string? Problem((char Kind, long Size, string Path) entry)
    {
        string? problem = entry.Kind switch
        {
            'd' => null,
            'f' => entry.Size > LargestFile ? $"has {ByteSize.Format(entry.Size)}, and a file has less than 4 GiB" : null,
            'l' => "is a link",
            'p' => "is a named pipe",
            's' => "is a socket",
            _ => "is a device",
        } ?? FatNames.ProblemOfName(Path.GetFileName(entry.Path));
        return problem is null ? null : $"'{FatNames.Shown(entry.Path)}' {problem}";
    }
}
