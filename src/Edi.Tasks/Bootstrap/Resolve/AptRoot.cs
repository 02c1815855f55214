using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Bootstrap.Resolve;

/// <summary>
/// apt as a bootstrap will use it: the sources, keys and settings that mmdebstrap writes, in a folder of the sandbox with nothing
/// else in it. What it answers is what the bootstrap will meet.
/// </summary>
internal sealed class AptRoot : IMirrorFiles
{
    private readonly EdiSandbox _sandbox;
    private readonly string _root;
    private readonly string _configuration;
    private int _fetched;

    private AptRoot(EdiSandbox sandbox, string root, string configuration) => (_sandbox, _root, _configuration) = (sandbox, root, configuration);

    /// <summary>The folder of the mirrors' lists.</summary>
    public string Lists => Path.Combine(_root, "var/lib/apt/lists");

    /// <param name="name">The folder's name; each root has its own.</param>
    /// <exception cref="EdiException">EDI2001, when mmdebstrap does not get as far as that.</exception>
    public static AptRoot Make(EdiSandbox sandbox, BootstrapDefinition bootstrap, RepositoryKeys keys, StepLog log, string name)
    {
        string root = Path.Combine(sandbox.ScratchDirectory, name);
        string configuration = root + ".configuration";
        string hook = sandbox.WriteScript($"{name}.hook", Script.Of("apt-configured.sh", ("configuration", configuration)));
        int exitCode = sandbox.Run(RootFileSystemBootstrap.Command(bootstrap, MirrorSources.Write(bootstrap, keys, sandbox), root, "directory", $"--setup-hook={hook}"));
        return File.Exists(configuration)
            ? new(sandbox, root, File.ReadAllText(configuration))
            : throw RootFileSystemBootstrap.Failure(bootstrap, exitCode, log);
    }

    /// <summary>Asks the mirrors for their lists. What a mirror may answer differently the next time is asked again, but not for long.</summary>
    public AptAnswer Update() => Run(
        "apt-get", "update", "--error-on=any", "-oAcquire::Retries::Delay::Maximum=1", "-oAcquire::http::Timeout=15", "-oAcquire::https::Timeout=15");

    /// <summary>Asks which packages would be installed. Nothing is.</summary>
    /// <param name="packages">Names, or patterns of apt's.</param>
    public AptAnswer Solve(IEnumerable<string> packages) => Run(["apt-get", "install", "--yes", "--print-uris", .. packages]);

    /// <inheritdoc/>
    // By the way on which apt fetches packages: it knows proxies, certificates and passwords.
    public string? Read(string url)
    {
        if (MirrorAddress.LocalPath(url) is { } path)
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }

        if (MirrorAddress.HasUser(url))
        {
            return null; // Everybody on this machine may read command lines.
        }

        string file = Path.Combine(_root, string.Create(CultureInfo.InvariantCulture, $"fetched-{_fetched++}"));
        return Run("/usr/lib/apt/apt-helper", "-oAcquire::Retries=0", "-oAcquire::http::Timeout=15", "-oAcquire::https::Timeout=15", "download-file", url, file).ExitCode == 0
            ? File.ReadAllText(file)
            : null;
    }

    /// <inheritdoc/>
    public ImmutableArray<string> Folders(string url) => MirrorAddress.LocalPath(url) is { } path
        ? Directory.Exists(path) ? [.. Directory.GetDirectories(path).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)] : []
        : ArchiveListing.Folders(Read(url));

    // Both outputs in the order in which they are written, in the language that is understood here.
    private AptAnswer Run(params ImmutableArray<string> command)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        int exitCode = _sandbox.Run(
            new ToolCommand("sh", ["-c", "\"$@\" 2>&1", "sh", .. command]).With("APT_CONFIG", _configuration).With("LC_ALL", "C.UTF-8"),
            lines.Add);
        return new(exitCode, lines.ToImmutable());
    }
}

/// <summary>How apt has ended, and all that it has printed.</summary>
internal sealed record AptAnswer(int ExitCode, ImmutableArray<string> Lines);
