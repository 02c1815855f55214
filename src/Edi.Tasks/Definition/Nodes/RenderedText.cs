using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using YamlDotNet.Core;

namespace Edi.Tasks.Definition.Nodes;

/// <summary>
/// A text as a template has rendered it, and for each of its characters the place in the file that the user wrote.
/// </summary>
/// <param name="Pieces">The text's pieces in their order; none means that the text is the file's own.</param>
internal sealed record RenderedText(string File, string Text, ImmutableArray<RenderedPiece> Pieces)
{
    private readonly TextLines _lines = new(Text);

    /// <summary>The text of a file without a template.</summary>
    public static RenderedText Of(string file, string text) => new(file, text, []);

    // For a value that is not there, YamlDotNet may name a place behind the text.
    public SourcePosition PositionOf(Mark start, Mark end) =>
        PositionOf((int)Math.Min(start.Index, Text.Length), (int)Math.Min(end.Index, Text.Length));

    /// <summary>The place of a range of the text, by the indices of its characters.</summary>
    public SourcePosition PositionOf(int start, int end)
    {
        if (Pieces.IsEmpty)
        {
            var ((firstLine, firstColumn), (lastLine, lastColumn)) = (_lines.PlaceOf(start), _lines.PlaceOf(end));
            return new(File, firstLine, firstColumn, lastLine, lastColumn);
        }

        var from = PieceAt(start);
        var (line, column) = from.Place(Text, start);
        if (end <= start)
        {
            return new(File, line, column, line, column);
        }

        // The end is behind the last character, which may come from another piece.
        var to = PieceAt(end - 1);
        var place = to.End(Text, end - 1);
        // A range that begins in one turn of a loop and ends in another may end, in the file, before it begins.
        var (endLine, endColumn) = place.CompareTo((line, column)) < 0 ? (line, column) : place;
        return new(File, line, column, endLine, endColumn);
    }

    private RenderedPiece PieceAt(int index)
    {
        int low = 0, high = Pieces.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (Pieces[middle].Start <= index)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return Pieces[low];
    }
}

/// <summary>A piece of a rendered text: copied from the file, or what an expression between braces gave.</summary>
/// <param name="Start">The index of its first character in the rendered text.</param>
/// <param name="IsLiteral">Whether it was copied; else the place is the expression's.</param>
internal sealed record RenderedPiece(int Start, bool IsLiteral, int Line, int Column, int EndLine, int EndColumn)
{
    public (int Line, int Column) Place(string text, int index)
    {
        if (!IsLiteral)
        {
            return (Line, Column);
        }

        var before = text.AsSpan(Start, Math.Clamp(index - Start, 0, text.Length - Start));
        int lines = before.Count('\n');
        return lines == 0 ? (Line, Column + before.Length) : (Line + lines, before.Length - before.LastIndexOf('\n'));
    }

    public (int Line, int Column) End(string text, int index)
    {
        if (!IsLiteral)
        {
            return (EndLine, EndColumn);
        }

        var (line, column) = Place(text, index);
        return index < text.Length && text[index] == '\n' ? (line + 1, 1) : (line, column + 1);
    }
}
