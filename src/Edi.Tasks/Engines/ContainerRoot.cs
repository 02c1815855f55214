using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Engines;

/// <summary>Makes a container's root file system ready for programs that run in it, and takes all of that away again.</summary>
internal static class ContainerRoot
{
    /// <summary>Mounts the kernel's file systems and the native twin, gives name resolution, forbids services to start.</summary>
    public static void Enter(EdiSandbox sandbox, string root)
    {
        Run(sandbox, Script.Of("root-enter.sh"), root, ProgramsOf(sandbox, root));
        if (sandbox.Twin is { } twin)
        {
            Run(sandbox, twin.EnterScript, root);
        }
    }

    /// <summary>Leaves no trace of <see cref="Enter"/>.</summary>
    public static void Leave(EdiSandbox sandbox, string root)
    {
        if (sandbox.Twin is not null)
        {
            Run(sandbox, NativeTwin.LeaveScript, root);
        }

        Run(sandbox, Script.Of("root-leave.sh"), root, ProgramsOf(sandbox, root));
    }

    private static string ProgramsOf(EdiSandbox sandbox, string root) =>
        new RootFiles(sandbox, root, EdiCodes.EngineFailed, sandbox.ScratchDirectory).Resolve("/usr/sbin").Path;

    private static void Run(EdiSandbox sandbox, string script, params ImmutableArray<string> arguments) =>
        sandbox.Require(EdiCodes.EngineFailed, new ToolCommand("sh", ["-c", script, "sh", .. arguments]));
}
