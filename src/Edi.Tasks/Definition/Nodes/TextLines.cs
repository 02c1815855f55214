using System.Collections.Immutable;

namespace Edi.Tasks.Definition.Nodes;

/// <summary>Where the lines of a text begin, as editors count them. For YAML also U+0085, U+2028 and U+2029 end a line.</summary>
internal sealed class TextLines(string text)
{
    private readonly ImmutableArray<int> _starts =
    [
        0,
        .. Enumerable.Range(0, text.Length)
            .Where(index => text[index] == '\n' || (text[index] == '\r' && (index + 1 == text.Length || text[index + 1] != '\n')))
            .Select(index => index + 1),
    ];

    /// <summary>The line and the column of a character, or of the text's end.</summary>
    public (int Line, int Column) PlaceOf(int index)
    {
        int line = _starts.BinarySearch(index);
        line = line >= 0 ? line : ~line - 1;
        return (line + 1, index - _starts[line] + 1);
    }
}
