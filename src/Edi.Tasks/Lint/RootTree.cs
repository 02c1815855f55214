using System.Collections.Immutable;

namespace Edi.Tasks.Lint;

/// <summary>A root file system as the rules see it: all of its entries, and the text of those that they ask for.</summary>
/// <param name="entries">Everything in it, the root folder too.</param>
/// <param name="read">Reads files, one after the other, as one text.</param>
internal sealed class RootTree(IEnumerable<RootEntry> entries, Func<ImmutableArray<RootEntry>, string> read)
{
    // As many links as the kernel follows.
    private const int MostLinks = 40;

    private readonly ImmutableSortedDictionary<string, RootEntry> _entries = entries.ToImmutableSortedDictionary(entry => entry.Path, entry => entry, StringComparer.Ordinal);
    private ILookup<string, RootEntry>? _children;

    /// <summary>Everything, in the order of the paths.</summary>
    public IEnumerable<RootEntry> Entries => _entries.Values;

    /// <summary>What has just this path; a link is not followed.</summary>
    public RootEntry? At(string path) => _entries.GetValueOrDefault(path);

    /// <summary>What a program in this root file system would find at a path.</summary>
    public RootEntry? Find(string path)
    {
        var remaining = new Stack<string>(Parts(path));
        string current = "";
        int links = 0;
        while (remaining.TryPop(out string? part))
        {
            if (part == "..")
            {
                current = current.Length == 0 ? "" : current[..current.LastIndexOf('/')];
                continue;
            }

            if (At($"{current}/{part}") is not { } entry)
            {
                return null;
            }

            if (entry.Kind != RootEntryKind.Link)
            {
                current = entry.Path;
                continue;
            }

            if (++links > MostLinks)
            {
                return null;
            }

            current = entry.Target.StartsWith('/') ? "" : current;
            foreach (string step in Parts(entry.Target))
            {
                remaining.Push(step);
            }
        }

        return At(current.Length == 0 ? "/" : current);
    }

    /// <summary>What is directly in a folder; nothing when there is none.</summary>
    public IEnumerable<RootEntry> In(string folder) => Find(folder) is { Kind: RootEntryKind.Folder } found
        ? (_children ??= Entries.Where(entry => entry.Path != "/").ToLookup(entry => entry.Folder))[found.Path]
        : [];

    /// <summary>The files directly in a folder.</summary>
    public IEnumerable<RootEntry> FilesIn(string folder) => In(folder).Where(entry => entry.IsFile);

    /// <summary>The text of the file at a path; empty when there is none.</summary>
    public string ReadText(string path) => Find(path) is { IsFile: true, Size: > 0 } file ? read([file]) : "";

    /// <summary>The lines of the file at a path; none when there is none.</summary>
    public string[] ReadLines(string path) => ReadText(path).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The lines of several files, one after the other.</summary>
    public string[] ReadLines(IEnumerable<RootEntry> files)
    {
        ImmutableArray<RootEntry> all = [.. files];
        return all.IsEmpty ? [] : read(all).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    // Reversed, so that the first is popped first.
    private static IEnumerable<string> Parts(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse();
}
