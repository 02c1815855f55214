using System.Globalization;

namespace Edi.Tasks.Diagnostics;

/// <summary>A place in a file that the user wrote; lines and columns count from 1, the end is exclusive.</summary>
internal sealed record SourcePosition(string File, int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>For what no file says.</summary>
    public static SourcePosition None { get; } = new("", 0, 0, 0, 0);

    /// <summary>How a message that is shown at another place names this one.</summary>
    public string SeenFrom(SourcePosition other) =>
        string.Create(CultureInfo.InvariantCulture, $"line {Line}{(other.File == File ? "" : $" of {Path.GetFileName(File)}")}");
}
