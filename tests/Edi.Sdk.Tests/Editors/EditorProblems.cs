using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests.Editors;

/// <summary>A problem that an editor lists.</summary>
internal sealed record EditorProblem(string File, string Location, string Severity, string Code, string Message);

/// <summary>
/// The problems that Visual Studio Code finds in what a build prints, by the matchers of the templates' tasks. As there, a matcher
/// of several patterns wants as many lines, one after the other, and what has no message is no problem.
/// </summary>
internal static partial class EditorProblems
{
    /// <summary>The matchers of a task, as its file has them.</summary>
    public static JsonArray Matchers { get; } =
        JsonNode.Parse(System.IO.File.ReadAllText(Repository.PathOf("src/Edi.Templates/templates/edi-image/.vscode/tasks.json")))!["tasks"]![0]!["problemMatcher"]!.AsArray();

    /// <summary>Those in lines; MSBuild's console logger tells each twice.</summary>
    public static EditorProblem[] Of(IReadOnlyList<string> lines) =>
        [.. Matchers.SelectMany(matcher => matcher is JsonValue ? lines.Select(MatchLine) : Match(lines, matcher!["pattern"]!.AsArray())).OfType<EditorProblem>().Distinct()];

    /// <summary>Those in what was written to a terminal, whose lines are told when they end.</summary>
    public static EditorProblem[] OfTerminal(string written)
    {
        var lines = new List<string>();
        new TerminalScreen(TerminalRun.Width, 24) { OnLine = lines.Add }.Write(written);
        return Of(lines);
    }

    private static EditorProblem? MatchLine(string line) => MsCompile().Match(line) is { Success: true } match && match.Groups[6].Length > 0
        ? new(match.Groups[1].Value, match.Groups[2].Value, match.Groups[4].Value, match.Groups[5].Value, match.Groups[6].Value)
        : null;

    private static IEnumerable<EditorProblem?> Match(IReadOnlyList<string> lines, JsonArray patterns)
    {
        for (int first = 0; first + patterns.Count <= lines.Count; first++)
        {
            var matches = patterns.Select((pattern, index) => (Pattern: pattern!, Match: Regex.Match(lines[first + index], (string)pattern!["regexp"]!, RegexOptions.ECMAScript))).ToArray();
            yield return matches.All(match => match.Match.Success)
                ? new(Part("file"), Part("location"), Part("severity"), Part("code"), Part("message"))
                : null;

            string Part(string name) => matches.Where(match => match.Pattern[name] is not null).Select(match => match.Match.Groups[(int)match.Pattern[name]!].Value).Single();
        }
    }

    /// <summary><c>$msCompile</c> of Visual Studio Code: src/vs/workbench/contrib/tasks/common/problemMatcher.ts in microsoft/vscode.</summary>
    [GeneratedRegex(@"^\s*(?:\s*\d+>)?(\S.*?)(?:\((\d+|\d+,\d+|\d+,\d+,\d+,\d+)\))?\s*:\s+(?:(\S+)\s+)?((?:fatal +)?error|warning|info)\s+(\w+\d+)?\s*:\s*(.*)$", RegexOptions.ECMAScript)]
    private static partial Regex MsCompile();
}
