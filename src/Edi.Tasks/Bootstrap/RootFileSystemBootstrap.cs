using System.Collections.Immutable;
using Edi.Tasks.Bootstrap.Resolve;
using Edi.Tasks.Bootstrap.Twin;
using Edi.Tasks.Cache;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Bootstrap;

/// <summary>Runs mmdebstrap, which asks apt for the packages and so verifies every signature.</summary>
/// <param name="fingerprint">What the archive depends on; equal ones share an archive. Empty shares none.</param>
/// <param name="resolution">The folder in which the packages' resolution has left the mirrors' lists.</param>
internal sealed class RootFileSystemBootstrap(StepContext context, NativeFiles native, string fingerprint, string resolution)
{
    // mmdebstrap copies both from the host, to have a network in the chroot.
    private const string ForgetHost = "--customize-hook=rm -f \"$1/etc/resolv.conf\" \"$1/etc/hostname\"";

    public void Run(string archive, string digest)
    {
        var resolved = ResolvedPackages.Read(resolution) ?? new PackageResolution(context, fingerprint, resolution).Run();
        using (var cache = fingerprint.Length == 0 ? null : BootstrapCache.Enter(context.CacheDirectory, fingerprint, context.Log.Output, context.Cancellation))
        {
            if (cache?.TryTake(resolved.Digest, AtomicFile.Partial(archive)) == true)
            {
                context.Log.Output("I: the same root file system is in the cache, and is taken from there");
            }
            else if (Try(context, resolved, cache, archive) is { } versions)
            {
                context.Log.Output("I: the mirrors have moved on since the native twin was made; it is made anew");
                Try(Renew(versions), resolved, cache, archive);
            }
        }

        AtomicFile.Publish(archive);
        new Fingerprint().Add("archive", FileTree.Digest(archive)).WriteIfDifferent(digest);
    }

    /// <summary>Makes the twin anew; where that fails, the bootstrap is better emulated than not made.</summary>
    private StepContext Renew(string versions)
    {
        try
        {
            new TwinBuilder(context, context.TwinDirectory, native).Make(madeFor: versions);
            return context;
        }
        catch (EdiException e) when (e.Problems[0].Code == EdiCodes.TwinNotMade)
        {
            context.Log.Output($"W: {EdiCodes.TwinNotMade.Id}: no native twin: {e.Problems[0].Message}");
            return context with { TwinDirectory = "" };
        }
    }

    /// <summary>Returns null when the root file system is made, else the versions that the native twin should have.</summary>
    private static string? Try(StepContext context, ResolvedPackages resolved, BootstrapCache? cache, string archive)
    {
        using var sandbox = context.StartSandbox(context.Definition.Architecture);
        var bootstrap = context.Definition.Bootstrap!;
        var keys = RepositoryKeys.Install(bootstrap, sandbox, context.Cancellation);
        string versions = Path.Combine(sandbox.ScratchDirectory, "versions");
        string same = Path.Combine(sandbox.ScratchDirectory, "same");
        string partial = AtomicFile.Partial(archive);
        string begin = $"--setup-hook={sandbox.WriteScript("bootstrap-begin", Script.Of("bootstrap-begin.sh", ("lists", resolved.Lists), ("same", same)))}";
        var command = PackageCache.Use(sandbox, context.CacheDirectory, Command(bootstrap, MirrorSources.Write(bootstrap, keys, sandbox), partial, "tar", [begin, .. Hooks(sandbox, keys, versions)]));
        int exitCode = sandbox.Run(command);
        if (exitCode == 0)
        {
            if (File.Exists(same))
            {
                cache?.Add(resolved.Digest, partial, context.Log.Output);
            }

            sandbox.Complete();
            return null;
        }

        return File.Exists(versions) ? File.ReadAllText(versions) : throw Failure(bootstrap, exitCode, context.Log);
    }

    /// <summary>mmdebstrap's failure: where the definition names the package that dpkg could not install, else at the section.</summary>
    internal static EdiException Failure(BootstrapDefinition bootstrap, int exitCode, StepLog log) => new([new(
        EdiCodes.BootstrapFailed,
        $"'mmdebstrap' ended with exit code {exitCode}.",
        bootstrap.Places.Packages.GetValueOrDefault(ProgramReason.FindPackage(log.Recent) ?? "") ?? bootstrap.Position)]);

    private static ImmutableArray<string> Hooks(EdiSandbox sandbox, RepositoryKeys keys, string versions)
    {
        ImmutableArray<string> end = [ForgetHost, $"--customize-hook={sandbox.WriteScript("image-sources", MirrorSources.EndScript(keys))}"];
        return sandbox.Twin is not { } twin ? end :
        [
            $"--setup-hook={sandbox.WriteScript("twin-enter", twin.EnterScript)}",
            $"--extract-hook={sandbox.WriteScript("twin-check", TwinBuilder.CheckScript(twin, versions))}",
            .. end,
            $"--customize-hook={sandbox.WriteScript("twin-leave", NativeTwin.LeaveScript)}",
        ];
    }

    /// <summary>The command for a root file system, as a tar archive or as a folder.</summary>
    /// <param name="sources">The file of <see cref="MirrorSources"/>, or null.</param>
    internal static ToolCommand Command(BootstrapDefinition bootstrap, string? sources, string target, string format, params ImmutableArray<string> options) => new(
        "mmdebstrap",
        [
            // The sandbox is the namespace that mmdebstrap would make for itself, and has the emulation that it looks for.
            "--mode=root", "--skip=check/qemu", $"--format={format}", "--verbose",
            $"--variant={bootstrap.Variant}",
            $"--architectures={bootstrap.Architecture}",
            $"--components={string.Join(',', bootstrap.Components)}",
            .. bootstrap.AdditionalPackages.IsEmpty ? ImmutableArray<string>.Empty : [$"--include={string.Join(',', bootstrap.AdditionalPackages)}"],
            .. options,
            // For mmdebstrap's own mirrors. In the place of the host's keys, so that every host trusts the same ones.
            $"--keyring={RepositoryKeys.Folder}",
            bootstrap.Suite,
            target,
            .. sources is null ? ImmutableArray<string>.Empty : [sources],
        ])
    {
        // What the packages' scripts find; mmdebstrap chooses their TMPDIR.
        Environment = ContainerEnvironment.OfDebian.Remove("TMPDIR"),
    };
}
