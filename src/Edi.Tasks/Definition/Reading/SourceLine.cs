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
        string[] options = [.. Words(line, form.Groups["options"]).Select(option => option.Text)];
        ScalarNode[] rest = Words(line, form.Groups["rest"]);
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

        var (uri, suite, components) = (rest[0], rest[1], rest[2..]);
        bool isExactPath = suite.Text.EndsWith('/');
        if (components is [] && !isExactPath)
        {
            problems.Add(EdiCodes.InvalidValue, line.Position, $"'repository' needs a component after the suite '{suite.Text}', such as main.");
            return null;
        }

        var mirror = new MirrorDefinition(uri.Text, suite.Text, [.. components.Select(component => component.Text)], isUnsigned)
        {
            Places = new(uri.Position, suite.Position) { Components = BootstrapPlaces.Of(components) },
        };
        return (mirror, keyring);
    }

    private static ScalarNode[] Words(ScalarNode line, Group part) =>
        [.. Word().Matches(part.Value).Select(word => line with { Text = word.Value, Position = line.PositionOf(part.Index + word.Index, word.Length) })];

    [GeneratedRegex(@"\S+")]
    private static partial Regex Word();

    // Options stand before the URI, which may have brackets of its own around an IPv6 address.
    [GeneratedRegex(@"^\s*deb\s+(\[(?<options>[^]]*)\]\s*)?(?<rest>[^[\s].*)\z", RegexOptions.Singleline)]
    private static partial Regex Form();
}
