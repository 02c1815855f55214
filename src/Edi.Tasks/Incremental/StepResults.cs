using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Edi.Tasks.Incremental;

/// <summary>
/// What a step has left, so that a later build notices when it is no longer that: one line for each file or folder, with
/// its path from this record, its identity and its description. Only what has another identity is read again. The last line
/// is the digest of those before it: a record that was cut off, emptied or lost tells nothing, and counts as altered itself.
/// </summary>
internal sealed class StepResults(string record)
{
    private readonly string _folder = Path.GetDirectoryName(record)!;

    /// <summary>Remembers results that are at their places.</summary>
    public void Write(IEnumerable<string> results) =>
        Save(results.Select(path => Line(Path.GetRelativePath(_folder, path), FileIdentity.Of(path), FileTree.DescribeWhole(path))));

    /// <summary>What was remembered, wherever this record lies now.</summary>
    public ImmutableArray<string> Paths => [.. (TryRead() ?? []).Select(line => Path.GetFullPath(line.Split('\t')[0], _folder))];

    /// <summary>Those results that exist and are not what the step has left; the record itself when nobody knows.</summary>
    public ImmutableArray<string> FindAltered()
    {
        if (TryRead() is not { } remembered)
        {
            return [record];
        }

        var altered = ImmutableArray.CreateBuilder<string>();
        string[] current = [.. remembered.Select(line => Check(line, altered))];
        if (!current.SequenceEqual(remembered))
        {
            Save(current);
        }

        return altered.ToImmutable();
    }

    private void Save(IEnumerable<string> lines)
    {
        string content = string.Concat(lines.Select(line => line + "\n"));
        AtomicFile.Write(record, content + Seal(content));
    }

    private string[]? TryRead()
    {
        if (!File.Exists(record))
        {
            return null;
        }

        string text = File.ReadAllText(record);
        int end = text.TrimEnd('\n').LastIndexOf('\n') + 1;
        return text[end..] == Seal(text[..end]) ? text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries) : null;
    }

    private static string Seal(string content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}\n";

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
