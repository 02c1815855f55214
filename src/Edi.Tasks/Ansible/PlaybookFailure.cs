using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Ansible;

/// <summary>The error of a playbook that did not end well: at a play that <c>edi_plays.py</c> has refused, else at the playbook.</summary>
internal static class PlaybookFailure
{
    private const string Mark = "edi-play-refused: ";
    private const int ExitCode = 78;

    /// <param name="exitCode">ansible-playbook's.</param>
    /// <param name="message">What is said of any other failure.</param>
    /// <param name="log">What ansible-playbook has printed.</param>
    public static EdiException Of(PlaybookDefinition playbook, int exitCode, string message, StepLog log) => new([
        exitCode == ExitCode && FindRefusal(log.Tail) is { } play
            ? new(EdiCodes.PlayNotForImage, Describe(playbook, play), Position(play) ?? playbook.Position)
            : new(EdiCodes.PlaybookFailed, message, playbook.Position)]);

    private static JsonNode? FindRefusal(string output) =>
        output.Split(Environment.NewLine).LastOrDefault(line => line.StartsWith(Mark, StringComparison.Ordinal)) is { } line ? JsonNode.Parse(line[Mark.Length..]) : null;

    private static string Describe(PlaybookDefinition playbook, JsonNode play) => (string?)play["kind"] == "localhost"
        ? $"A play of the playbook {playbook.Name} is for '{play["hosts"]}', which is the machine that builds: nothing of it would reach the image. Write 'hosts: all'; a task for the machine that builds has 'delegate_to: localhost'."
        : $"A play of the playbook {playbook.Name} is for '{play["hosts"]}', which matches no host, so none of its tasks would run. There is one host, in the group 'edi'. Write 'hosts: all', or remove the play.";

    private static SourcePosition? Position(JsonNode play) =>
        (string?)play["file"] is { } file ? new(file, (int)play["line"]!, (int)play["column"]!, 0, 0) : null;
}
