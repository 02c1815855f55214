using System.Collections.Immutable;

namespace Edi.Sdk.Tests.Mistakes;

/// <summary>One mistake of a user in a project that was built and is good, and what he is told.</summary>
/// <param name="Name">What is wrong, in words.</param>
/// <param name="Change">What sh does in the project's folder to make the mistake; empty when the command is the mistake.</param>
/// <param name="Command">What the user types then.</param>
/// <param name="ExitCode">How the command ends.</param>
/// <param name="Told">The errors and warnings that stand on the screen, each once, in their order.</param>
internal sealed record Mistake(string Name, string Change, string Command, int ExitCode, ImmutableArray<string> Told)
{
    private static readonly string s_folder = Harness.Repository.PathOf("tests/Edi.Sdk.Tests/Mistakes");

    /// <summary>The kinds of mistakes: each is a file.</summary>
    public static IEnumerable<string> Kinds =>
        Directory.GetFiles(s_folder, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    /// <summary>The file of a kind.</summary>
    public static string FileOf(string kind) => Path.Combine(s_folder, kind + ".txt");

    /// <summary>All mistakes of a kind.</summary>
    public static ImmutableArray<Mistake> Read(string kind) =>
        [.. File.ReadAllText(FileOf(kind)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    /// <summary>The mistake as it stands in the file of its kind.</summary>
    public override string ToString() => string.Concat(
        new[] { Name }.Concat(Change.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => "+ " + line)).Append("$ " + Command).Append($"= {ExitCode}").Concat(Told).Select(line => line + "\n"));

    private static Mistake Parse(string block)
    {
        string[] lines = block.Trim('\n').Split('\n');
        string After(string mark) => string.Join('\n', lines.Where(line => line.StartsWith(mark, StringComparison.Ordinal)).Select(line => line[mark.Length..]));
        return new(lines[0], After("+ "), After("$ "), int.Parse(After("= "), System.Globalization.CultureInfo.InvariantCulture),
            [.. lines.Skip(1).Where(line => !(line.Length > 1 && line[1] == ' ' && "+$=".Contains(line[0], StringComparison.Ordinal)))]);
    }

    public bool Equals(Mistake? other) => other?.ToString() == ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
