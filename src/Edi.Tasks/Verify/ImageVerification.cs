using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Reading;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Machine;

namespace Edi.Tasks.Verify;

/// <summary>
/// Boots a fresh copy of an image and looks at what the definition asks for. The probes are put into the copy, run there
/// when the start-up is over, and leave their answers on the disk: no network, no password and no clean console is needed.
/// </summary>
/// <param name="image">The disk image, which is only read.</param>
/// <param name="folder">A folder for the machine's files, which is gone in the end.</param>
/// <param name="serialLog">What the machine writes to its console.</param>
internal sealed class ImageVerification(StepContext context, string image, string folder, string serialLog)
{
    private const string BootCheck = "boots to the log-in prompt";

    // A mishap of the emulation says nothing of the image.
    private const int MostAttempts = 3;

    private readonly VerifyDefinition _verify = context.Definition.Verify ?? VerifyDefinition.Default;

    /// <param name="programs">Test programs of the project, besides those of the definition.</param>
    /// <param name="show">Told what happens.</param>
    public ImmutableArray<CheckResult> Run(ImmutableArray<CheckDefinition.Program> programs, Action<string> show)
    {
        var machine = PreparedMachine.Choose(context.Definition);
        var probes = Probes(programs);
        Directory.CreateDirectory(Path.GetDirectoryName(serialLog)!);
        for (int attempt = 1; ; attempt++)
        {
            var (progress, answers) = Boot(machine, probes, show);
            if (progress is BootProgress.Mishap mishap && attempt < MostAttempts)
            {
                show($"EdiVerify: the emulation of {machine.Name} failed ('{mishap.Message}'); it is started again.");
                continue;
            }

            return Judge(progress, probes, answers);
        }
    }

    internal ImmutableArray<Probe> Probes(ImmutableArray<CheckDefinition.Program> programs)
    {
        var all = new CheckProbes(_verify.Timeout);
        return [all.NoUnitFailed(_verify.FailedUnits), .. _verify.Checks.Concat(programs).Select((check, index) => all.For(check, index + 1))];
    }

    private (BootProgress Progress, ImmutableArray<ProbeAnswer?> Answers) Boot(QemuMachine kind, ImmutableArray<Probe> probes, Action<string> show)
    {
        Remove();
        Directory.CreateDirectory(folder);
        try
        {
            string nonce = Guid.NewGuid().ToString("N");
            string answers = Directory.CreateDirectory(Path.Combine(folder, "answers")).FullName;
            using var sandbox = (context with { WritableFolders = [folder] }).StartSandbox();
            var machine = PreparedMachine.Prepare(
                sandbox, context.Definition, image, folder, Path.Combine(folder, "disk.img"), $"file:{MachineSetup.Escape(serialLog)}", ports: []);
            new GuestFiles(probes, folder).Place(machine.Disk, context.Definition, _verify, nonce);
            File.Delete(serialLog);
            show($"EdiVerify: boots a copy of {Path.GetFileName(image)} on {machine.Description}; console: {serialLog}");
            var progress = Watch(machine, nonce, kind, probes.Length);
            var root = machine.Disk.Root(context.Definition, EdiCodes.ChecksNotPlaced);
            root.Recover();
            root.CopyFilesTo($"{CheckProbes.Folder}/answers", probes.SelectMany((_, index) => ProbeAnswers.FilesOf(GuestFiles.FileName(index))), answers, ProbeAnswers.MostBytes);
            var read = new ProbeAnswers(answers);
            ImmutableArray<ProbeAnswer?> found = [.. probes.Select((_, index) => read.Find(GuestFiles.FileName(index)))];
            sandbox.Complete();
            return (progress, found);
        }
        finally
        {
            Remove();
        }
    }

    private BootProgress Watch(PreparedMachine machine, string nonce, QemuMachine kind, int probes)
    {
        using var running = new RunningMachine(machine.Start, context.Log);
        // The end of the start-up is waited for on the machine, as long as the log-in prompt is here.
        var probesWithin = _verify.BootWithin + (_verify.Timeout * probes) + TimeSpan.FromMinutes(1);
        return new BootWatch(nonce, machine.Setup.Accelerated ? null : kind.Mishap)
            .Watch(running, new SerialConsole(serialLog), _verify.BootWithin, probesWithin, context.Cancellation);
    }

    /// <summary>The results of all checks, in their order; one that did not run is never a success.</summary>
    internal static ImmutableArray<CheckResult> Judge(BootProgress progress, ImmutableArray<Probe> probes, ImmutableArray<ProbeAnswer?> answers)
    {
        var boot = progress switch
        {
            BootProgress.Finished finished => new CheckResult(BootCheck, CheckOutcome.Passed, "", finished.LogIn, null) { IsBoot = true },
            BootProgress.Stuck stuck => new CheckResult(BootCheck, CheckOutcome.Passed, "", stuck.LogIn, null) { IsBoot = true },
            BootProgress.NotBooted dead => new CheckResult(BootCheck, CheckOutcome.Failed, dead.Problem, dead.After, null) { IsBoot = true },
            BootProgress.Mishap mishap => new CheckResult(BootCheck, CheckOutcome.Failed, $"the emulation failed again and again: '{mishap.Message}'", TimeSpan.Zero, null) { IsBoot = true },
            _ => throw new NotSupportedException($"{progress.GetType().Name} is no end."),
        };
        string missing = progress is BootProgress.Stuck problem ? problem.Problem : boot.Outcome == CheckOutcome.Passed ? "it left no answer" : "the image did not boot";
        return
        [
            boot,
            .. probes.Zip(answers, (probe, answer) => answer is null
                ? new CheckResult(probe.Name, CheckOutcome.NotRun, $"it did not run: {missing}", TimeSpan.Zero, probe.Position)
                : probe.Judge(answer) is { } failure
                    ? new CheckResult(probe.Name, CheckOutcome.Failed, failure, answer.Duration, probe.Position)
                    : new CheckResult(probe.Name, CheckOutcome.Passed, "", answer.Duration, probe.Position)),
        ];
    }

    /// <summary>A line for people.</summary>
    public static string Describe(CheckResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"  {(result.Outcome == CheckOutcome.Passed ? "passed" : result.Outcome == CheckOutcome.Failed ? "FAILED" : "NOT RUN")}  {result.Name} ({Duration.Format(result.Duration)})");

    private void Remove()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
