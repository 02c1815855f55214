using System.Text;
using Edi.Tasks.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Edi.Tasks.Definition.Nodes;

/// <summary>Reads YAML of one document. YamlDotNet tells some mistakes without a place; these are found here.</summary>
internal static class YamlFile
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
            throw new EdiException([new(EdiCodes.InvalidYaml, "The file must be a text in UTF-8; this byte is not. Save the file in that encoding.", PositionAfter(path, before))]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EdiException([new(EdiCodes.FileAccess, $"The file cannot be read: {e.Message}", new(path, 1, 1, 1, 1))]);
        }
    }

    /// <summary>The document's root; null for an empty one.</summary>
    /// <exception cref="EdiException">EDI1001, with the place of the mistake.</exception>
    public static DefinitionNode? Parse(RenderedText rendered, ProblemList problems, YamlDialect dialect = YamlDialect.Definition)
    {
        string text = rendered.Text;
        EdiException Invalid(string message, SourcePosition position) => YamlFile.Invalid(dialect, message, position);
        if (YamlMistakes.FindControl(text) is { } control)
        {
            throw Invalid(control.Message, rendered.PositionOf(control.Index, control.Index + 1));
        }

        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _))
            {
                return null;
            }

            parser.Consume<DocumentStart>();
            var root = new NodeComposer(parser, rendered.PositionOf, problems, dialect).Compose();
            parser.Consume<DocumentEnd>();
            return parser.TryConsume<StreamEnd>(out _)
                ? root
                : throw Invalid("It must be one document; here begins a second one.", rendered.PositionOf(parser.Current!.Start, parser.Current.End));
        }
        catch (YamlException) when (YamlMistakes.Find(text) is { } mistake)
        {
            throw Invalid(mistake.Message, rendered.PositionOf(mistake.Index, mistake.Index + 1));
        }
        catch (YamlException e) when (dialect == YamlDialect.Ansible && YamlMistakes.FindBareExpression(text, (int)e.Start.Index) is { } expression)
        {
            throw Invalid(YamlMistakes.BareExpression, rendered.PositionOf(expression, expression + 2));
        }
        catch (YamlException e) when (e.Message.Contains("tab", StringComparison.Ordinal) && YamlMistakes.FindTab(text, (int)e.Start.Index, e.Start.Index == 0 ? text.Length : (int)e.End.Index) is { } tab)
        {
            throw Invalid("Here is a tab in the indentation. Indent with spaces.", rendered.PositionOf(tab, tab + 1));
        }
        catch (YamlException e) when (YamlMistakes.FindColonWithoutSpace(text, e.InnerException?.Message ?? e.Message, (int)e.Start.Index) is { } colon)
        {
            throw Invalid("A space is missing after ':'.", rendered.PositionOf(colon, colon + 1));
        }
        catch (YamlException e)
        {
            throw Invalid(YamlMistakes.Meaning(e.InnerException?.Message ?? e.Message), rendered.PositionOf(e.Start, e.End));
        }
        catch (Exception e) when (e is InvalidOperationException or IndexOutOfRangeException or ArgumentException)
        {
            // What YamlDotNet throws for some unclosed collections; the parser stands at the last token that it understood.
            var mark = parser.Current?.Start ?? Mark.Empty;
            throw Invalid("A bracket is not closed.", rendered.PositionOf(mark, mark));
        }
    }

    private static SourcePosition PositionAfter(string path, string text)
    {
        var (line, column) = new TextLines(text).PlaceOf(text.Length);
        return new(path, line, column, line, column);
    }

    /// <summary>The error of a text that is no YAML.</summary>
    public static EdiException Invalid(YamlDialect dialect, string message, SourcePosition position) =>
        new([new(EdiCodes.InvalidYaml, $"The {(dialect == YamlDialect.Definition ? "definition" : "playbook's file")} is not valid YAML: {message}", position)]);
}
