using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Edi.Tasks.Terminal;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Shell;

/// <summary>
/// Opens a shell in the root file system that a step has left, with the sandbox and the emulation in place. On a terminal
/// it is interactive; else it runs what standard input says, and fails when that does.
/// </summary>
public sealed class EdiShell : EdiDefinitionTask
{
    /// <summary>The step: its name, its target's, or its node's (EDI0012 when there is none of that name); empty means the last one that was built, or the one that failed.</summary>
    public string Step { get; set; } = "";

    /// <summary>The folder of the digests.</summary>
    [Required]
    public string DigestDirectory { get; set; } = "";

    /// <summary>The folder of the native twins for the image's architecture; empty means that its programs are emulated.</summary>
    public string TwinDirectory { get; set; } = "";

    /// <summary>The processor that QEMU imitates, by QEMU's name; empty leaves the choice to the SDK.</summary>
    public string QemuCpu { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        bool isTerminal = TerminalLogger.RequireTerminal();
        using var log = OpenLog(_ => false);
        var context = CreateContext(log) with { TwinDirectory = TwinDirectory, QemuCpu = QemuCpu };
        ImmutableArray<string> steps = [.. Candidates(new StepPlan(context.Definition, "", []))];
        var files = new StepFiles("", "", DigestDirectory);
        int exitCode = context.Definition.Engine.HasInstances
            ? new InstanceShell(context, files).Run(steps, isTerminal, Show)
            : new RootFileSystemShell(context, files).Run(steps, isTerminal, Show);
        if (exitCode != 0 && !isTerminal)
        {
            throw new EdiException(EdiCodes.NoShell, $"The shell ended with exit code {exitCode}.");
        }
    }

    private void Show(string line) => Log.LogMessage(MessageImportance.High, "{0}", line);

    /// <summary>The steps whose root file system is meant, the latest first; of those the first that there is counts.</summary>
    private IEnumerable<string> Candidates(StepPlan plan)
    {
        var withRoot = (plan.Export.IsEmpty ? plan.Layers : plan.Container.Concat(plan.Playbooks)).Select(step => step.Step).Reverse();
        if (Step.Length == 0)
        {
            return withRoot;
        }

        var named = plan.Named(Step).Select(step => step.Step).ToImmutableHashSet();
        return named.Contains(StepNames.Bootstrap) ? [StepNames.Container] // The same files.
            : withRoot.Any(named.Contains) ? withRoot.Where(named.Contains)
            : withRoot.Take(1); // The disk image and the commands begin with the last layer.
    }
}
