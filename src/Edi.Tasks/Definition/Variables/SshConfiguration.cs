using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Text.RegularExpressions;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Definition.Variables;

/// <summary>What ssh_config(5) says for an unknown host: in which only <c>Host *</c> and <c>Match all</c> are met, and files that are included.</summary>
/// <param name="home">The user's home.</param>
internal sealed partial class SshConfiguration(string home)
{
    /// <summary>The files that it names, in their order; what cannot be read names none.</summary>
    public ImmutableArray<string> IdentityFiles(string file)
    {
        var keys = ImmutableArray.CreateBuilder<string>();
        Read(file, Path.GetDirectoryName(file)!, [], keys);
        return keys.ToImmutable();
    }

    /// <param name="folder">Where files are included from, that of the first one.</param>
    /// <param name="within">The files that include this one.</param>
    private void Read(string file, string folder, ImmutableHashSet<string> within, ImmutableArray<string>.Builder keys)
    {
        bool applies = true;
        foreach (var (keyword, arguments) in Lines(file))
        {
            switch (keyword)
            {
                case "host":
                    applies = IsForAll(arguments);
                    break;
                case "match":
                    applies = arguments is [var criterion] && criterion.Equals("all", StringComparison.OrdinalIgnoreCase);
                    break;
                case "identityfile" when applies:
                    keys.Add(Path.GetFullPath(InHome(arguments[0]), home));
                    break;
                case "include" when applies:
                    foreach (string included in arguments.SelectMany(pattern => Matching(Path.GetFullPath(InHome(pattern), folder))).Where(included => included != file && !within.Contains(included)))
                    {
                        Read(included, folder, within.Add(file), keys);
                    }

                    break;
            }
        }
    }

    private static IEnumerable<(string Keyword, ImmutableArray<string> Arguments)> Lines(string file)
    {
        ImmutableArray<string> lines;
        try
        {
            lines = FileIdentity.IsRegularFile(file) ? [.. File.ReadLines(file)] : [];
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            yield break;
        }

        foreach (var match in lines.Select(line => Line().Match(line)).Where(match => match.Success))
        {
            yield return (match.Groups["keyword"].Value.ToLowerInvariant(), [.. match.Groups["argument"].Captures.Select(argument => argument.Value.Trim('"'))]);
        }
    }

    private static bool IsForAll(ImmutableArray<string> patterns) =>
        patterns.Any(IsAnything) && !patterns.Any(pattern => pattern.StartsWith('!') && IsAnything(pattern[1..]));

    private static bool IsAnything(string pattern) => pattern.Contains('*', StringComparison.Ordinal) && pattern.All(c => c is '*' or '?');

    private string InHome(string path) => path == "~" ? home : path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, path[2..]) : path;

    /// <summary>The files that a pattern of glob(7) means, in the order of their names.</summary>
    private static IEnumerable<string> Matching(string pattern)
    {
        IEnumerable<string> found = ["/"];
        foreach (string part in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            found = part.AsSpan().IndexOfAny('*', '?') < 0 ? found.Select(folder => Path.Combine(folder, part)) : found.SelectMany(folder => Entries(folder, part));
        }

        return found;
    }

    private static IEnumerable<string> Entries(string folder, string pattern)
    {
        try
        {
            return
            [
                .. Directory.EnumerateFileSystemEntries(folder)
                    .Where(entry => Path.GetFileName(entry) is var name && (name[0] != '.' || pattern[0] == '.') && FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return [];
        }
    }

    // A keyword and its arguments, perhaps with '=' between them; an argument may stand in quotes, and a comment may follow.
    [GeneratedRegex("""^\s*(?<keyword>[A-Za-z]+)(\s*=\s*|\s+)(?>(?<argument>"[^"]*"|[^\s"#][^\s"]*)\s*)+(#.*)?$""")]
    private static partial Regex Line();
}
