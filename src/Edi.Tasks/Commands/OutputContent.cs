using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Terminal;

namespace Edi.Tasks.Commands;

/// <summary>
/// Compares what a command has left with what the declared name promises: a script that misses one of its tools may end well and leave a
/// text in the place of an artifact.
/// </summary>
internal static class OutputContent
{
    private const int LongestQuote = 120;

    /// <summary>A warning for an output whose name promises something else; null when it is right, or promises nothing.</summary>
    /// <param name="log">The file with what the command has said.</param>
    public static EdiProblem? Check(CommandDefinition command, ArtifactDefinition output, string log)
    {
        if (output.Kind != ArtifactKind.Path || FileFormats.OfName(output.Location) is not { } format || Describe(output.Location, format) is not { } found)
        {
            return null;
        }

        string name = Path.GetFileName(output.Location);
        return new(
            EdiCodes.OutputUnlikeItsName,
            $"The command {command.Name} ended well, and its output {output.Name} is not what its name says: '{name}' should be {format.Description}, and is {found}. {log} has what the command said.",
            output.Position)
        {
            IsWarning = true,
        };
    }

    private static string? Describe(string path, FileFormat format)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
        {
            return null; // A command may make links, to anything.
        }

        if (!file.Exists)
        {
            return Directory.Exists(path) ? "a folder" : null;
        }

        var start = FileStart.Read(path, format.Length);
        return start.IsEmpty ? "empty"
            : format.Has(start) ? null
            : start.Text is { } text ? $"a text: '{LiveText.Shorten(LiveText.Clean(text.Trim().Split('\n')[0].Trim()), LongestQuote)}'"
            : "something else";
    }
}
