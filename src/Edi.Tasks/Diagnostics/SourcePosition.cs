namespace Edi.Tasks.Diagnostics;

/// <summary>A place in a file that the user wrote; lines and columns count from 1, the end is exclusive.</summary>
internal sealed record SourcePosition(string File, int Line, int Column, int EndLine, int EndColumn);
