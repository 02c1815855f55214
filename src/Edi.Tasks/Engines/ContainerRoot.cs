using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Engines;

/// <summary>Makes a container's root file system ready for programs that run in it, and takes all of that away again.</summary>
internal static class ContainerRoot
{
    /// <summary>Mounts the kernel's file systems, gives name resolution, forbids services to start.</summary>
    public static void Enter(IToolRunner sandbox, string root) => Run(sandbox, "root-enter.sh", root);

    /// <summary>Leaves no trace of <see cref="Enter"/>.</summary>
    public static void Leave(IToolRunner sandbox, string root) => Run(sandbox, "root-leave.sh", root);

    private static void Run(IToolRunner sandbox, string script, string root) =>
        sandbox.Require(EdiCodes.EngineFailed, new ToolCommand("sh", "-c", EdiSandbox.ReadScript(script), script, root));
}
