using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Lint;

/// <summary>
/// By Perl, which every Debian has and which asks libcrypt: that knows every kind of hash that a Debian can log in with.
/// </summary>
internal sealed class PerlPasswordCheck(IToolRunner runner) : IPasswordCheck
{
    public ImmutableArray<string?> Find(ImmutableArray<PasswordTrial> trials)
    {
        // On standard input, which no log has.
        string output = runner.Capture(
            EdiCodes.LintFailed,
            new ToolCommand("perl", "-e", Script.Of("try-passwords.pl"))
            {
                StandardInput = string.Concat(trials.Select(trial => string.Join('\t', trial.Candidates.Prepend(trial.Hash)) + "\n")),
            });
        int[] found = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
        return [.. trials.Zip(found, (trial, index) => index < 0 ? null : trial.Candidates[index])];
    }
}
