using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Edi.Tasks.Cache;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Bootstrap.Resolve;

/// <summary>
/// Asks the mirrors and apt, before anything long runs, whether the packages of a definition can be had; what cannot is told where
/// the definition names it.
/// </summary>
/// <param name="fingerprint">What the root file system depends on; empty when it is none of the cache.</param>
/// <param name="folder">Where the mirrors' lists are left.</param>
internal sealed class PackageResolution(StepContext context, string fingerprint, string folder)
{
    private readonly BootstrapDefinition _bootstrap = context.Definition.Bootstrap!;

    /// <exception cref="EdiException">EDI2003, EDI2004, EDI2006 to EDI2008: all problems, as far as they can be told at once.</exception>
    public ResolvedPackages Run()
    {
        AtomicFile.Delete([folder]);
        using var sandbox = context.StartSandbox();
        var keys = RepositoryKeys.Install(_bootstrap, sandbox, context.Cancellation);
        var apt = AptRoot.Make(sandbox, _bootstrap, keys, context.Log, "apt");
        Refuse(new MirrorCheck(_bootstrap, apt.Lists, apt).Check(Update(apt)));

        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(PackageLists.Digest(apt.Lists) + keys.Digest)));
        if (fingerprint.Length == 0 || !BootstrapCache.Holds(context.CacheDirectory, fingerprint, digest))
        {
            Solve(apt, sandbox, keys); // Else it has been solved before.
        }

        var resolved = ResolvedPackages.Keep(folder, apt.Lists, digest);
        sandbox.Complete();
        return resolved;
    }

    /// <exception cref="EdiException">EDI2001, when the disk of the cache has no room for the lists: that is no mirror's fault.</exception>
    private AptAnswer Update(AptRoot apt)
    {
        var update = apt.Update();
        if (update.Lines.FirstOrDefault(HostDisk.SaysFull) is not { } full)
        {
            return update;
        }

        context.Log.Output(full);
        throw new EdiException([new(EdiCodes.BootstrapFailed, $"'apt-get' ended with exit code {update.ExitCode}.", _bootstrap.Position)]);
    }

    private void Solve(AptRoot apt, EdiSandbox sandbox, RepositoryKeys keys)
    {
        // Without the essential packages: mmdebstrap installs these first, and of them the versions that the suite itself has, which others may replace.
        var first = PackageComplaints.Read(apt.Solve(_bootstrap.AdditionalPackages).Lines);
        // What is not there keeps apt from looking at the rest.
        var second = first.Unavailable.IsEmpty ? first : PackageComplaints.Read(apt.Solve(_bootstrap.AdditionalPackages.Except(first.Unavailable.Select(found => found.Package))).Lines);
        var check = new PackageCheck(
            _bootstrap,
            new(() => [.. PackageLists.Names(apt.Lists)]),
            missing => OtherComponents(apt, sandbox, keys, missing));
        Refuse([.. check.Unavailable(first), .. check.Unmet(second)]);
    }

    /// <summary>The components that the mirrors have and the definition does not name, by those of the packages that are in them.</summary>
    private ImmutableSortedDictionary<string, string> OtherComponents(AptRoot apt, EdiSandbox sandbox, RepositoryKeys keys, IReadOnlyCollection<string> packages)
    {
        var known = Directory.GetFiles(apt.Lists, "*Release").SelectMany(file => ReleaseFile.Parse(File.ReadAllText(file)).Components).Distinct().ToImmutableArray();
        var others = _bootstrap with
        {
            Components = [.. known.Except(_bootstrap.Components)],
            Mirrors = [.. _bootstrap.Mirrors.Select(mirror => mirror with { Components = [.. known.Except(mirror.Components)] }).Where(mirror => !mirror.Components.IsEmpty && !mirror.Suite.EndsWith('/'))],
        };
        if (_bootstrap.Mirrors.IsEmpty ? others.Components.IsEmpty : others.Mirrors.IsEmpty)
        {
            return ImmutableSortedDictionary<string, string>.Empty;
        }

        var wider = AptRoot.Make(sandbox, others, keys, context.Log, "apt-components");
        wider.Update(); // What one of them does not have is no matter.
        return PackageLists.Components(wider.Lists, packages);
    }

    private static void Refuse(ImmutableArray<EdiProblem> problems)
    {
        var list = new ProblemList();
        foreach (var problem in problems)
        {
            list.Add(problem);
        }

        list.ThrowIfErrors();
    }
}
