using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Ansible;

/// <summary>The error of a playbook that did not end well: at a play that <c>edi_plays.py</c> has refused, else at the playbook.</summary>
internal static class PlaybookFailure
{
    private const string Mark = "edi-play-refused: ";
    private const int RefusedExitCode = 78;

    /// <param name="exitCode">ansible-playbook's.</param>
    /// <param name="message">What is said of any other failure.</param>
    /// <param name="log">What ansible-playbook has printed.</param>
    public static EdiException Of(PlaybookDefinition playbook, int exitCode, string message, StepLog log) => new([
        exitCode == RefusedExitCode && FindRefusal(log.Tail) is { } play
            ? new(EdiCodes.PlayNotForImage, Describe(playbook, play), Position(play) ?? playbook.Position)
            : new(EdiCodes.PlaybookFailed, message, playbook.Position)]);

    /// <summary>The error of a playbook that is to start at a task of which nobody has made what comes before.</summary>
    public static EdiException NothingToStartFrom(PlaybookDefinition playbook, string task) => new([new(
        EdiCodes.NothingToStartFrom,
        $"The playbook {playbook.Name} cannot start at the task '{task}': neither a run that has failed nor one that ended well has left what the tasks before it make. Build without --start-at-task first.",
        playbook.Position)]);

    /// <summary>The exit code of a playbook: one that should start at a task and has not found it has done nothing, which Ansible takes for a success.</summary>
    /// <param name="exitCode">ansible-playbook's.</param>
    public static int ExitCode(PlaybookDefinition playbook, int exitCode, StepLog log) =>
        exitCode == 0 && playbook.Settings.FirstTask is not null && log.Recent.Any(line => line.Contains("No matching task", StringComparison.Ordinal)) ? 1 : exitCode;

    private static JsonNode? FindRefusal(string output) =>
        output.Split(Environment.NewLine).LastOrDefault(line => line.StartsWith(Mark, StringComparison.Ordinal)) is { } line ? JsonNode.Parse(line[Mark.Length..]) : null;

    private static string Describe(PlaybookDefinition playbook, JsonNode play) => (string?)play["kind"] == "localhost"
        ? $"A play of the playbook {playbook.Name} is for '{play["hosts"]}', which is the machine that builds: nothing of it would reach the image. Write 'hosts: all'; a task for the machine that builds has 'delegate_to: localhost'."
        : $"A play of the playbook {playbook.Name} is for '{play["hosts"]}', which matches no host, so none of its tasks would run. There is one host, in the group 'edi'. Write 'hosts: all', or remove the play.";

    private static SourcePosition? Position(JsonNode play) =>
        (string?)play["file"] is { } file ? new(file, (int)play["line"]!, (int)play["column"]!, 0, 0) : null;
}
