using System.Collections.Immutable;
using Edi.Tasks.Cache;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Bootstrap.Twin;

/// <summary>Fetches a twin's packages as a bootstrap fetches the target's, but unpacks them only: no script of theirs runs.</summary>
internal static class TwinDownload
{
    /// <exception cref="EdiException">EDI2002, when the mirrors do not have them; else what <see cref="RepositoryKeys"/> says.</exception>
    public static TwinContent Run(EdiSandbox sandbox, StepContext context, ImmutableArray<TwinnedPackage> list, string root)
    {
        var bootstrap = context.Definition.PackageSources!;
        string? sources = MirrorSources.Write(bootstrap, RepositoryKeys.Install(bootstrap, sandbox, context.Cancellation), sandbox);
        string index = Path.Combine(sandbox.ScratchDirectory, "index");
        string indexScript = sandbox.WriteScript("twin-index", Script.Of("twin-index.sh", ("index", index)));
        sandbox.Require(EdiCodes.TwinNotMade, PackageCache.Use(sandbox, context.CacheDirectory, Command(bootstrap, sources, list, root, indexScript)));
        return TwinContent.Parse(File.ReadLines(index));
    }

    internal static ToolCommand Command(BootstrapDefinition bootstrap, string? sources, ImmutableArray<TwinnedPackage> list, string root, string indexScript)
    {
        var names = list.Where(package => !package.Package.Contains('*', StringComparison.Ordinal)).Select(package => package.Package)
            .Concat(list.SelectMany(package => package.Install));
        // One pattern of apt's: a name that a suite does not have is no mistake then.
        string pattern = $"?and(?not(?virtual),?or({string.Join(',', names.Distinct().Select(name => $"?exact-name({name})"))}))";
        return RootFileSystemBootstrap.Command(
            bootstrap with { Architecture = DebianArchitecture.Host.Name, Variant = "extract", AdditionalPackages = [pattern] },
            sources,
            root,
            "directory",
            [
                "--skip=essential/unlink",
                "--dpkgopt=path-exclude=/usr/share/doc/*", "--dpkgopt=path-exclude=/usr/share/man/*", "--dpkgopt=path-exclude=/usr/share/locale/*",
                // The packages' own folders must not take the place of the links into /usr.
                "--setup-hook=mkdir -p \"$1/usr/bin\" \"$1/usr/sbin\" \"$1/usr/lib\" && ln -s usr/bin usr/sbin usr/lib \"$1\"",
                $"--extract-hook={indexScript}",
            ]);
    }
}
