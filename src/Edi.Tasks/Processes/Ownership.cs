using Edi.Tasks.Diagnostics;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Processes;

/// <summary>
/// Under sudo, gives what the build left to the user who called it: otherwise that user could neither build nor clean
/// any more. Does nothing for anybody else.
/// </summary>
internal static class Ownership
{
    /// <param name="directories">The folders, with all that is in them; those that do not exist are passed over.</param>
    public static void GiveBack(IEnumerable<string> directories)
    {
        string[] existing = [.. directories.Where(Directory.Exists).Distinct()];
        if (CurrentUser.SudoCaller is not { } owner || existing.Length == 0)
        {
            return;
        }

        Run(new ToolCommand("chown", ["--recursive", "--no-dereference", "--from=0", owner, .. existing]));
    }

    /// <summary>Gives one new folder, before anything is in it.</summary>
    public static void Give(string folder)
    {
        if (CurrentUser.SudoCaller is { } owner)
        {
            Run(new ToolCommand("chown", owner, folder));
        }
    }

    private static void Run(ToolCommand command)
    {
        using var log = new StepLog(null, _ => { }, _ => { });
        new HostToolRunner(log, CancellationToken.None).Require(EdiCodes.HostNotReady, command);
    }
}
