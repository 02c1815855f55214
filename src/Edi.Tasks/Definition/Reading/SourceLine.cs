using System.Text.RegularExpressions;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Reading;

/// <summary>A line of sources.list(5), edi's way to name an archive.</summary>
internal static partial class SourceLine
{
    /// <summary>The archive and the keyring of its option <c>signed-by</c>; null when the line cannot be used, which is reported.</summary>
    public static (MirrorDefinition Mirror, ScalarNode? Keyring)? Parse(ScalarNode line, ProblemList problems)
    {
        var form = Form().Match(line.Text);
        string[] options = Words(form.Groups["options"].Value);
        string[] rest = Words(form.Groups["rest"].Value);
        if (rest.Length < 2)
        {
            return null; // The schema's pattern has refused it.
        }

        bool isUnsigned = false;
        ScalarNode? keyring = null;
        foreach (string option in options)
        {
            switch (option.Split('=', 2))
            {
                case ["trusted", var value]:
                    isUnsigned = value == "yes";
                    break;
                case ["signed-by", var path] when Path.IsPathRooted(path):
                    keyring = line with { Text = path };
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

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    // Options stand before the URI, which may have brackets of its own around an IPv6 address.
    [GeneratedRegex(@"^\s*deb\s+(\[(?<options>[^]]*)\]\s*)?(?<rest>[^[\s].*)\z", RegexOptions.Singleline)]
    private static partial Regex Form();
}
