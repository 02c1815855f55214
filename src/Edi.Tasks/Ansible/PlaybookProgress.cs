using System.Text.RegularExpressions;

namespace Edi.Tasks.Ansible;

/// <summary>Which task of a playbook runs, by what ansible-playbook prints when one begins.</summary>
internal static partial class PlaybookProgress
{
    /// <summary>The task that a line tells of; null for any other line.</summary>
    public static string? Read(string line) => Headline().Match(line) is { Success: true } headline ? headline.Groups["task"].Value : null;

    // A role's task has the role's name before its own.
    [GeneratedRegex(@"^(TASK|RUNNING HANDLER) \[(?<task>.+)\] \*+$")]
    private static partial Regex Headline();
}
