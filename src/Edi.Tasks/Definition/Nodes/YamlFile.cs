using System.Text;
using System.Text.RegularExpressions;
using Edi.Tasks.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Edi.Tasks.Definition.Nodes;

/// <summary>Reads YAML of one document. YamlDotNet tells some mistakes without a place; these are found here.</summary>
internal static partial class YamlFile
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A file's text.</summary>
    /// <exception cref="EdiException">EDI1001, when the file is no text in UTF-8; EDI0011, when it cannot be read.</exception>
    public static string ReadText(string path)
    {
        try
        {
            return s_strict.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            var before = Encoding.UTF8.GetString(File.ReadAllBytes(path).AsSpan(0, Math.Max(0, e.Index)));
            throw Invalid("The file must be a text in UTF-8; this is not.", PositionAt(path, before, before.Length));
        }
    }

    /// <summary>The document's root; null for an empty one.</summary>
    /// <exception cref="EdiException">EDI1001, with the place of the mistake.</exception>
    public static DefinitionNode? Parse(RenderedText rendered, ProblemList problems)
    {
        string text = rendered.Text;
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _))
            {
                return null;
            }

            parser.Consume<DocumentStart>();
            var root = new NodeComposer(parser, rendered.PositionOf, problems).Compose();
            parser.Consume<DocumentEnd>();
            return parser.TryConsume<StreamEnd>(out _)
                ? root
                : throw Invalid("It must be one document; here begins a second one.", rendered.PositionOf(parser.Current!.Start, parser.Current.End));
        }
        catch (YamlException e) when (e.Start.Index > 0)
        {
            throw Invalid(e.InnerException?.Message ?? e.Message, rendered.PositionOf(e.Start, e.End));
        }
        catch (YamlException e)
        {
            int tab = LeadingTab().Match(text) is { Success: true } match ? match.Index : 0;
            throw Invalid(e.Message, rendered.PositionOf(tab, tab));
        }
        catch (Exception e) when (e is InvalidOperationException or IndexOutOfRangeException or ArgumentException)
        {
            // What YamlDotNet throws for some unclosed collections; the parser stands at the last token that it understood.
            var mark = parser.Current?.Start ?? Mark.Empty;
            throw Invalid("A bracket is not closed.", rendered.PositionOf(mark, mark));
        }
    }

    /// <summary>The place of a character of a text.</summary>
    public static SourcePosition PositionAt(string file, string text, int index)
    {
        int line = text.AsSpan(0, index).Count('\n') + 1;
        int column = index - (index == 0 ? -1 : text.LastIndexOf('\n', index - 1));
        return new(file, line, column, line, column);
    }

    private static EdiException Invalid(string message, SourcePosition position) =>
        new([new(EdiCodes.InvalidYaml, $"The definition is not valid YAML: {message}", position)]);

    [GeneratedRegex(@"^ *\t", RegexOptions.Multiline)]
    private static partial Regex LeadingTab();
}
