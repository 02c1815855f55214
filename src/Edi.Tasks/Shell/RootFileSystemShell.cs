using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Shell;

/// <summary>A shell in a step's layer, or in the container that a failed playbook has left.</summary>
internal sealed class RootFileSystemShell(StepContext context, StepFiles files)
{
    /// <summary>What a shell begins with, for <c>sh -c</c>.</summary>
    internal const string Login = "if [ -x /bin/bash ]; then exec /bin/bash; else exec /bin/sh; fi";

    // A name of no step.
    private readonly string _container = context.Names.Container("EdiShell");

    /// <summary>Returns the shell's exit code.</summary>
    /// <param name="steps">The first of these that has left a root file system is entered.</param>
    /// <param name="isTerminal">Whether somebody types.</param>
    /// <param name="show">Told what is entered, before the shell is.</param>
    /// <exception cref="EdiException">EDI0013, when none of the steps has left one.</exception>
    public int Run(IReadOnlyCollection<string> steps, bool isTerminal, Action<string> show)
    {
        using var sandbox = context.StartSandbox(context.Definition.Architecture, _container);
        var engine = new BuildahEngine(sandbox, context.CacheDirectory);
        using var container = Open(engine, steps, show);
        RequireShell(new RootFiles(sandbox, container.RootDirectory, EdiCodes.NoShell, sandbox.ScratchDirectory));
        ContainerRoot.Enter(sandbox, container.RootDirectory);
        var shell = (new ToolCommand("chroot", container.RootDirectory, "/bin/sh", "-c", Login) { Environment = ContainerEnvironment.OfRoot(sandbox, container.RootDirectory) })
            .With("TERM", Environment.GetEnvironmentVariable("TERM") ?? "dumb");
        int exitCode = sandbox.RunInTerminal(isTerminal
            // A terminal of its own: signals of the keyboard reach the shell's programs, and not the build.
            ? shell with { Program = "script", Arguments = ["--quiet", "--return", "--command", new ToolCommand(shell.Program, shell.Arguments).ToString(), "/dev/null"] }
            : shell);
        ContainerRoot.Leave(sandbox, container.RootDirectory);
        sandbox.Complete();
        return exitCode;
    }

    private IWorkingContainer Open(BuildahEngine engine, IReadOnlyCollection<string> steps, Action<string> show)
    {
        if (steps.FirstOrDefault(step => engine.FindContainer(context.Names.Container(step)) is not null) is { } failed)
        {
            show($"EdiShell: {failed}, as it was when it failed. What you change stays until the next build.");
            return engine.Open(context.Names.Container(failed));
        }

        if (steps.FirstOrDefault(step => File.Exists(files.Digest(step))) is { } built)
        {
            show($"EdiShell: {built}. What you change is gone when you leave.");
            return engine.Create(_container, LayerDigest.Read(files.Digest(built)));
        }

        throw Nothing(steps);
    }

    private static void RequireShell(RootFiles root)
    {
        if (!new[] { "/bin/bash", "/bin/sh" }.Any(shell => root.FindFile(shell) is not null))
        {
            throw new EdiException(EdiCodes.NoShell, "The root file system has no shell: neither /bin/bash nor /bin/sh. Install a package with one, such as dash; or choose another step's root file system with -p:EdiStep=STEP.");
        }
    }

    /// <summary>The error of steps that have left nothing.</summary>
    internal static EdiException Nothing(IEnumerable<string> steps) => new(
        EdiCodes.NoShell,
        $"There is no root file system of {string.Join(" or ", steps)} to enter: it has not been built, or not since it last failed. 'dotnet build' makes it.");
}
