using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Engines.Instances;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Shell;

/// <summary>A shell in a step's snapshot, or in the instance as a failed playbook has left it.</summary>
internal sealed class InstanceShell(StepContext context, StepFiles files)
{
    /// <summary>Returns the shell's exit code.</summary>
    /// <param name="steps">The first of these that has left a root file system is entered.</param>
    /// <param name="isTerminal">Whether somebody types.</param>
    /// <param name="show">Told what is entered, before the shell is.</param>
    /// <exception cref="EdiException">EDI0013, when none of the steps has left one.</exception>
    public int Run(IReadOnlyCollection<string> steps, bool isTerminal, Action<string> show)
    {
        var own = new BuildInstance(context);
        if (own.FailedStep is { } failed && steps.Contains(failed))
        {
            show($"EdiShell: {failed}, as it was when it failed. What you change stays until the next build.");
            using var guard = own.Guard(BuilderFolder.Create(context.CacheDirectory));
            own.Enter();
            int exitCode = InteractiveProgram.Run(own.Instance.Shell(isTerminal, RootFileSystemShell.Login));
            own.Leave();
            guard.Complete();
            return exitCode;
        }

        if (steps.FirstOrDefault(step => LayerDigest.TryReadSnapshot(files.Digest(step)) is not null) is not { } built)
        {
            throw RootFileSystemShell.Nothing(steps);
        }

        show($"EdiShell: {built}. What you change is gone when you leave.");
        return RunInCopy(LayerDigest.ReadSnapshot(files.Digest(built)), isTerminal);
    }

    private int RunInCopy(InstanceSnapshot snapshot, bool isTerminal)
    {
        var copy = BuildInstance.Named(context, $"{context.Names.Instance(context.Definition.Engine)}{InstanceRemoval.ShellSuffix}");
        using var guard = new Lifeline(context.Log, BuilderFolder.Create(context.CacheDirectory), [], copy.Client.Command("delete", "--force", copy.Client.Of(copy.Instance.Name)));
        copy.Instance.Remove();
        copy.CreateFrom(snapshot);
        copy.Enter();
        return InteractiveProgram.Run(copy.Instance.Shell(isTerminal, RootFileSystemShell.Login)); // The guard removes it.
    }
}
