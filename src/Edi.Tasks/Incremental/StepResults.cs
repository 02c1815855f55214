using System.Collections.Immutable;

namespace Edi.Tasks.Incremental;

/// <summary>
/// What a step has left, so that a later build notices when it is no longer that: one line for each file or folder, with
/// its path from this record, its identity and its description. Only what has another identity is read again.
/// </summary>
internal sealed class StepResults(string record)
{
    private readonly string _folder = Path.GetDirectoryName(record)!;

    /// <summary>Remembers results that are at their places.</summary>
    public void Write(IEnumerable<string> results) =>
        AtomicFile.Write(record, string.Concat(results.Select(path => Line(Path.GetRelativePath(_folder, path), FileIdentity.Of(path), FileTree.DescribeWhole(path)) + "\n")));

    /// <summary>What was remembered, wherever this record lies now.</summary>
    public ImmutableArray<string> Paths => File.Exists(record)
        ? [.. File.ReadLines(record).Select(line => Path.GetFullPath(line.Split('\t')[0], _folder))]
        : [];

    /// <summary>Those results that exist and are not what the step has left.</summary>
    public ImmutableArray<string> FindAltered()
    {
        if (!File.Exists(record))
        {
            return [];
        }

        var altered = ImmutableArray.CreateBuilder<string>();
        string[] remembered = File.ReadAllLines(record);
        string[] current = [.. remembered.Select(line => Check(line, altered))];
        if (!current.SequenceEqual(remembered))
        {
            AtomicFile.Write(record, string.Concat(current.Select(line => line + "\n")));
        }

        return altered.ToImmutable();
    }

    /// <summary>The line as it should be remembered from now on.</summary>
    private string Check(string line, ImmutableArray<string>.Builder altered)
    {
        if (line.Split('\t') is not [var relative, var identity, var description])
        {
            return line;
        }

        string path = Path.GetFullPath(relative, _folder);
        if (!Path.Exists(path) || FileIdentity.Of(path) is var now && now == identity)
        {
            return line;
        }

        if (FileTree.DescribeWhole(path) == description)
        {
            return Line(relative, now, description);
        }

        altered.Add(path);
        return line;
    }

    private static string Line(string path, string identity, string description) => $"{path}\t{identity}\t{description}";
}
