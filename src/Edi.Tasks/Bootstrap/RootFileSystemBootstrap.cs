using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Bootstrap;

/// <summary>Runs mmdebstrap, which asks apt for the packages and so verifies every signature.</summary>
internal sealed class RootFileSystemBootstrap(StepContext context)
{
    public void Run(string archive, string digest)
    {
        string partial = AtomicFile.Partial(archive);
        using var sandbox = context.StartSandbox(context.Definition.Bootstrap.Architecture);
        sandbox.Require(EdiCodes.BootstrapFailed, Command(context.Definition.Bootstrap, partial));
        sandbox.Complete();
        AtomicFile.Publish(archive);
        new Fingerprint().Add("archive", FileTree.Digest(archive)).WriteIfDifferent(digest);
    }

    internal static ToolCommand Command(BootstrapDefinition bootstrap, string archive) => new(
        "mmdebstrap",
        [
            // The sandbox is the namespace that mmdebstrap would make for itself, and has the emulation that it looks for.
            "--mode=root", "--skip=check/qemu", "--format=tar", "--verbose",
            $"--variant={bootstrap.Variant}",
            $"--architectures={bootstrap.Architecture}",
            $"--components={string.Join(',', bootstrap.Components)}",
            .. bootstrap.AdditionalPackages.IsEmpty ? ImmutableArray<string>.Empty : [$"--include={string.Join(',', bootstrap.AdditionalPackages)}"],
            // mmdebstrap copies both from the host, to have a network in the chroot.
            "--customize-hook=rm -f \"$1/etc/resolv.conf\" \"$1/etc/hostname\"",
            .. bootstrap.Keyrings.Select(keyring => $"--keyring={keyring}"),
            bootstrap.Suite,
            archive,
            .. bootstrap.Mirrors.Select(SourceLine),
        ]);

    // sources.list(5); a suite that ends in a slash is an exact path and has no components.
    private static string SourceLine(MirrorDefinition mirror)
    {
        string options = mirror.Unsigned ? "[trusted=yes] " : "";
        string components = mirror.Suite.EndsWith('/') ? "" : " " + string.Join(' ', mirror.Components);
        return $"deb {options}{mirror.Uri} {mirror.Suite}{components}";
    }
}
