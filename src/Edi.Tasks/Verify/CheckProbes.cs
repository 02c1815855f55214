using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Reading;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Verify;

/// <summary>Makes probes of checks. They need nothing on the machine but what each Debian system with systemd has.</summary>
/// <param name="timeout">What each may take.</param>
internal sealed class CheckProbes(TimeSpan timeout)
{
    /// <summary>The folder on the machine below which everything lies that is put there.</summary>
    public const string Folder = "/edi-verify";

    // A service is started before it is ready, and an emulated machine is slow.
    private const string ForAWhile = "[ $((tries += 1)) -lt 30 ] && sleep 1";

    /// <summary>What is checked of each image: all units were started, and none but these has failed.</summary>
    public Probe NoUnitFailed(ImmutableArray<string> allowed) => new(
        "no unit has failed",
        """
        systemctl is-system-running
        systemctl --failed --no-legend --plain --full || exit 1
        systemctl --failed --no-legend --plain --full | while read -r unit _; do
          systemctl status --no-pager --full --lines=20 -- "$unit" >&2
        done
        systemctl list-jobs --no-legend --no-pager --plain >&2
        exit 0
        """,
        answer => Problem(answer) ?? Unfinished(answer) ?? FailedUnits(answer, allowed),
        null);

    /// <param name="number">The check's number, by which a program has a place of its own.</param>
    public Probe For(CheckDefinition check, int number) => check switch
    {
        CheckDefinition.Unit unit => OfUnit(unit),
        CheckDefinition.File file => OfFile(file),
        CheckDefinition.Port port => OfPort(port),
        CheckDefinition.Package package => OfPackage(package),
        CheckDefinition.Command command => OfCommand(command),
        CheckDefinition.Program program => OfProgram(program, number),
        _ => throw new NotSupportedException($"{check.GetType().Name} has no probe."),
    };

    private Probe OfUnit(CheckDefinition.Unit unit) => new(
        $"unit {unit.Name}",
        $"""
        unit={ToolCommand.Quote(unit.Name)} tries=0
        until state=$(systemctl is-active -- "$unit"); do [ "$state" = activating ] && {ForAWhile} || break; done
        echo "$state"
        [ "$state" = active ] || systemctl status --no-pager --full --lines=20 -- "$unit" >&2
        exit 0
        """,
        answer => Problem(answer) ?? Differs("the state", "active", FirstLine(answer), answer),
        unit.Position);

    private Probe OfFile(CheckDefinition.File file)
    {
        string path = ToolCommand.Quote(file.Path);
        return new(
            $"file {file.Path}",
            $"stat --dereference --format='%a %U %G' -- {path} || exit 1\n{(file.Content is null && file.Contains is null ? "exit 0" : $"exec cat -- {path}")}",
            answer => Problem(answer, "there is no such file, or it cannot be read") ?? OfFile(file, answer),
            file.Position);
    }

    private static string? OfFile(CheckDefinition.File file, ProbeAnswer answer)
    {
        string[] parts = answer.Output.Split('\n', 2);
        string content = Trimmed(parts is [_, var rest] ? rest : "");
        return parts[0].Split(' ') is not [var mode, var owner, var group] ? $"expected its mode, owner and group, found '{parts[0]}'"
            : file.Mode is { } wanted && Octal(wanted) != Octal(mode) ? $"expected the mode {wanted}, found {mode.PadLeft(4, '0')}"
            : file.Owner is { } user && user != owner ? $"expected the owner {user}, found {owner}"
            : file.Group is { } team && team != group ? $"expected the group {team}, found {group}"
            : file.Content is { } text && Trimmed(text) != content ? $"expected the content '{Trimmed(text)}', found '{content}'"
            : file.Contains is { } part && !content.Contains(part, StringComparison.Ordinal) ? $"expected '{part}' in its content, found '{content}'"
            : null;
    }

    private Probe OfPort(CheckDefinition.Port port)
    {
        string protocol = port.Protocol == PortProtocol.Udp ? "udp" : "tcp";
        return new(
            string.Create(CultureInfo.InvariantCulture, $"port {port.Number}/{protocol}"),
            $$"""
            tries=0
            until cat /proc/net/{{protocol}} /proc/net/{{protocol}}6 2>/dev/null | grep -q ':{{port.Number.ToString("X4", CultureInfo.InvariantCulture)}} '; do {{ForAWhile}} || break; done
            cat /proc/net/{{protocol}} /proc/net/{{protocol}}6 2>/dev/null
            exit 0
            """,
            answer => Problem(answer) ?? (ListeningPorts.In(answer.Output, port.Protocol) is var open && open.Contains(port.Number)
                ? null
                : $"nobody listens there for other machines; found {(open.IsEmpty ? "no port at all" : string.Join(", ", open))}"),
            port.Position);
    }

    private Probe OfPackage(CheckDefinition.Package package) => new(
        $"package {package.Name}",
        $"exec dpkg-query --show --showformat='${{db:Status-Status}}\\n' -- {ToolCommand.Quote(package.Name)}",
        answer => answer is { ExitCode: 0 } && FirstLine(answer) == "installed" ? null
            : Problem(answer, "the package is not installed") ?? Differs("the state", "installed", FirstLine(answer), answer),
        package.Position);

    private Probe OfCommand(CheckDefinition.Command command) => new(
        $"command {command.Name}",
        $"exec sh -c {ToolCommand.Quote(command.Line)}",
        answer =>
            answer.IsTimeout && command.ExitCode != answer.ExitCode ? Problem(answer)
            : answer.ExitCode != command.ExitCode ? Differs("the exit code", command.ExitCode.ToString(CultureInfo.InvariantCulture), answer.ExitCode.ToString(CultureInfo.InvariantCulture), answer)
            : command.Output is { } output && Trimmed(output) != Trimmed(answer.Output) ? Differs("the output", Trimmed(output), Trimmed(answer.Output), answer)
            : command.Matches is { } pattern && !IsMatch(pattern, answer.Output) ? Differs("output that matches", pattern, Trimmed(answer.Output), answer)
            : null,
        command.Position);

    private Probe OfProgram(CheckDefinition.Program program, int number)
    {
        string target = string.Create(CultureInfo.InvariantCulture, $"{Folder}/programs/{number:0000}-{Path.GetFileName(program.Path)}");
        return new(
            $"program {Path.GetFileName(program.Path)}",
            $"exec {ToolCommand.Quote(target)}",
            answer => Problem(answer, string.Create(CultureInfo.InvariantCulture, $"it ended with exit code {answer.ExitCode}")),
            program.Position)
        {
            Program = new(program.Path, target),
        };
    }

    /// <summary>What is wrong with a script that had to end with 0; null when nothing is.</summary>
    private string? Problem(ProbeAnswer answer, string meaning = "") => answer switch
    {
        { ExitCode: 0 } => null,
        { IsTimeout: true } => With($"it took longer than {Duration.Format(timeout)}", answer),
        _ => With(meaning.Length > 0 ? meaning : string.Create(CultureInfo.InvariantCulture, $"its probe ended with exit code {answer.ExitCode}"), answer),
    };

    private static string? Differs(string what, string expected, string found, ProbeAnswer answer) =>
        expected == found ? null : WithError($"expected {what} '{expected}', found '{found}'", answer);

    private static string With(string problem, ProbeAnswer answer) =>
        WithError(Trimmed(answer.Output) is { Length: > 0 } output ? $"{problem}{Environment.NewLine}{output}" : problem, answer);

    private static string WithError(string problem, ProbeAnswer answer) =>
        Trimmed(answer.Error) is { Length: > 0 } error ? $"{problem}{Environment.NewLine}{error}" : problem;

    // A service that never comes to its end has not failed; the jobs that wait for it are among the errors.
    private static string? Unfinished(ProbeAnswer answer) => FirstLine(answer) is "running" or "degraded"
        ? null
        : WithError($"expected that the start-up comes to its end, found the state '{FirstLine(answer)}'", answer);

    private static string? FailedUnits(ProbeAnswer answer, ImmutableArray<string> allowed)
    {
        ImmutableArray<string> failed =
        [
            .. answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
                .Select(line => line.TrimStart('●', '*', ' ').Split(' ')[0])
                .Where(unit => unit.Length > 0 && !allowed.Contains(unit)),
        ];
        return failed.IsEmpty ? null : WithError($"expected none, found {string.Join(", ", failed)}", answer);
    }

    private static string FirstLine(ProbeAnswer answer) => answer.Output.Split('\n')[0].Trim();

    private static string Trimmed(string text) => text.TrimEnd('\n', '\r');

    private static int Octal(string digits) => Convert.ToInt32(digits, 8);

    private static bool IsMatch(string pattern, string text) =>
        Regex.IsMatch(text, pattern, RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
