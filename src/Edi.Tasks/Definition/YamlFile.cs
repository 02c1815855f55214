using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Edi.Tasks.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Edi.Tasks.Definition;

/// <summary>Loads a YAML file of one document. YamlDotNet tells some mistakes without a place; these are found here.</summary>
internal static partial class YamlFile
{
    /// <exception cref="EdiException">EDI1001, with the place of the mistake.</exception>
    public static YamlNode Load(string path, ProblemList problems)
    {
        var stream = new YamlStream();
        string text = File.ReadAllText(path);
        var parser = new Parser(new StringReader(text));
        try
        {
            stream.Load(parser);
        }
        catch (YamlException e) when (e.Start.Index > 0)
        {
            throw Invalid(e.InnerException?.Message ?? e.Message, problems.PositionOf(e.Start, e.End));
        }
        catch (AnchorNotFoundException e)
        {
            throw Invalid(e.Message, At(Alias()));
        }
        catch (YamlException e)
        {
            throw Invalid(e.Message, At(LeadingTab()));
        }
        catch (InvalidOperationException)
        {
            // What YamlDotNet throws for some unclosed collections; the parser stands at the last token that it understood.
            var mark = parser.Current?.Start ?? Mark.Empty;
            throw Invalid("A bracket is not closed.", problems.PositionOf(mark, mark));
        }

        if (stream.Documents.Count != 1)
        {
            throw Invalid($"It must be one document; found {stream.Documents.Count}.", new(path, 1, 1, 1, 1));
        }

        var root = stream.Documents[0].RootNode;
        return FindCycle(root, []) is { } cycle
            ? throw Invalid("A value contains itself.", problems.PositionOf(cycle))
            : root;

        SourcePosition At(Regex what)
        {
            int index = what.Match(text).Index;
            int line = text.AsSpan(0, index).Count('\n') + 1;
            int column = index - text.LastIndexOf('\n', Math.Max(0, index - 1));
            return new(path, line, column, line, column);
        }
    }

    /// <summary>A collection that an alias makes contain itself, or null: nothing that walks a definition would end.</summary>
    private static YamlNode? FindCycle(YamlNode node, ImmutableList<YamlNode> above) =>
        node is YamlScalarNode ? null
        : above.Any(ancestor => ReferenceEquals(ancestor, node)) ? node
        : Children(node).Select(child => FindCycle(child, above.Add(node))).FirstOrDefault(found => found is not null);

    private static IEnumerable<YamlNode> Children(YamlNode node) => node switch
    {
        YamlMappingNode mapping => mapping.Children.SelectMany(child => new[] { child.Key, child.Value }),
        YamlSequenceNode sequence => sequence.Children,
        _ => [],
    };

    private static EdiException Invalid(string message, SourcePosition position) =>
        new([new(EdiCodes.InvalidYaml, $"The definition is not valid YAML: {message}", position)]);

    [GeneratedRegex(@"(?<=[\s,\[])\*[^\s,\]}]+")]
    private static partial Regex Alias();

    [GeneratedRegex(@"^ *\t", RegexOptions.Multiline)]
    private static partial Regex LeadingTab();
}
