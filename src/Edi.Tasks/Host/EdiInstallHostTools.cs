using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;
using Edi.Tasks.Terminal;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Host;

/// <summary>Installs the Debian packages that the host lacks and gives the user a subordinate range: as root, or through sudo.</summary>
public sealed class EdiInstallHostTools : EdiHostTask
{
    /// <summary>The log file, written anew.</summary>
    [Required]
    public string LogFile { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        // One at a time: apt-get waits for nobody. Whoever comes second may find nothing left to do.
        using var _ = FileLock.Wait(Path.Combine(CacheDirectory, "install.lock"), () => { }, Cancellation);
        var problems = FindProblems(minimumFreeSpace: 0);
        ImmutableArray<string> packages = [.. problems.Select(problem => problem.Package).OfType<string>().Distinct()];
        ImmutableArray<ToolCommand> commands =
        [
            .. packages.IsEmpty ? ImmutableArray<ToolCommand>.Empty :
            [
                new ToolCommand("apt-get", "update"),
                new ToolCommand("apt-get", ["install", "--yes", "--no-install-recommends", .. packages]),
            ],
            .. problems.Select(problem => problem.UserCommand).OfType<ToolCommand>(),
        ];
        if (commands.IsEmpty)
        {
            return;
        }

        using var live = StartLiveLine(nameof(EdiInstallHostTools), waits: true); // sudo may ask for a password at the terminal.
        var progress = new PackageProgress();
        using var log = new StepLog(
            LogFile,
            line =>
            {
                Log.LogMessage(MessageImportance.Normal, "{0}", line);
                if (progress.Read(line) is { } told)
                {
                    live.Show(told);
                }
            },
            line => Log.LogMessage(MessageImportance.Low, "{0}", line));
        var host = new HostToolRunner(log, Cancellation);
        foreach (var command in commands)
        {
            Log.LogMessage(MessageImportance.High, "{0}", command);
            if (host.Run(AsRoot(command)) != 0)
            {
                throw log.Explain(new(EdiCodes.HostToolsNotInstalled, $"'{command}' failed. Run it yourself as root."));
            }
        }
    }

    private static ToolCommand AsRoot(ToolCommand command)
    {
        ImmutableArray<string> words = ["DEBIAN_FRONTEND=noninteractive", command.Program, .. command.Arguments];
        return CurrentUser.IsRoot
            ? new ToolCommand("env", words)
            : new ToolCommand("sudo", ["env", .. words]); // sudo asks for a password at the terminal, if there is one.
    }
}
