using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Reading;

/// <summary>A line of sources.list(5), edi's way to name an archive.</summary>
internal static class SourceLine
{
    /// <summary>The archive and the keyring of its option <c>signed-by</c>; null when the line cannot be used, which is reported.</summary>
    public static (MirrorDefinition Mirror, string? Keyring)? Parse(ScalarNode line, ProblemList problems)
    {
        string[] words = line.Text.Replace("[", " [ ", StringComparison.Ordinal).Replace("]", " ] ", StringComparison.Ordinal)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        int open = Array.IndexOf(words, "[");
        int close = Array.IndexOf(words, "]");
        string[] options = open == 1 && close > open ? words[(open + 1)..close] : [];
        string[] rest = words[(options.Length > 0 || open == 1 ? close + 1 : 1)..];
        if (rest.Length < 2 || words[0] != "deb")
        {
            return null; // The schema's pattern has refused it.
        }

        bool isUnsigned = false;
        string? keyring = null;
        foreach (string option in options)
        {
            switch (option.Split('=', 2))
            {
                case ["trusted", var value]:
                    isUnsigned = value == "yes";
                    break;
                case ["signed-by", var path] when Path.IsPathRooted(path):
                    keyring = path;
                    break;
                case ["arch", _]:
                    break; // The key 'architecture' says it.
                default:
                    problems.Add(EdiCodes.InvalidValue, line.Position, $"The option '{option}' of a repository has no meaning here. Known: signed-by=FILE, trusted=yes, arch=ARCHITECTURE.");
                    break;
            }
        }

        bool isExactPath = rest[1].EndsWith('/');
        if (rest.Length == 2 && !isExactPath)
        {
            problems.Add(EdiCodes.InvalidValue, line.Position, $"'repository' needs a component after the suite '{rest[1]}', such as main.");
            return null;
        }

        return (new(rest[0], rest[1], [.. rest[2..]], isUnsigned), keyring);
    }
}
