namespace Edi.Tasks;

/// <summary>
/// Text as MSBuild takes it for itself: an item's name and metadata stand for what they are only if the characters with a
/// meaning of their own are written as %XX. Outputs that are texts MSBuild escapes by itself.
/// </summary>
internal static class EscapedText
{
    private const string Special = "%*?@$();'";

    /// <summary>One value.</summary>
    public static string Of(string text) => text.AsSpan().IndexOfAny(Special) < 0
        ? text
        : string.Concat(text.Select(c => Special.Contains(c, StringComparison.Ordinal) ? FormattableString.Invariant($"%{(int)c:x2}") : c.ToString()));

    /// <summary>Several values as one list, which the semicolons between them divide.</summary>
    public static string Of(IEnumerable<string> texts) => string.Join(';', texts.Select(Of));
}
