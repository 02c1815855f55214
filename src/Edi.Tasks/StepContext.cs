using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Engines;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks;

/// <summary>What a step works with.</summary>
internal sealed record StepContext(
    ImageDefinition Definition,
    ContainerNames Names,
    string CacheDirectory,
    StepLog Log,
    HostToolRunner Host,
    CancellationToken Cancellation)
{
    /// <summary>Where the step's results go; the sandbox may write there.</summary>
    public ImmutableArray<string> WritableFolders { get; init; } = [];

    /// <summary>Folders outside of the project that the step reads.</summary>
    public ImmutableArray<string> VisibleFolders { get; init; } = [];

    /// <summary>What must not be left by a build that is killed.</summary>
    public ImmutableArray<string> RemoveOnAbort { get; init; } = [];

    /// <summary>The folder of the native twins for the image's architecture; empty means that its programs are emulated.</summary>
    public string TwinDirectory { get; init; } = "";

    /// <summary>The processor that QEMU imitates, by QEMU's name; empty means the one that is fastest.</summary>
    public string QemuCpu { get; init; } = "";

    /// <param name="definition">The file in which <see cref="EdiReadDefinition"/> has left the definition.</param>
    public static StepContext Create(
        string definition, string project, string configuration, string cacheDirectory, StepLog log, CancellationToken cancellation) => new(
            ResolvedDefinition.Read(definition),
            new ContainerNames(project, configuration),
            cacheDirectory,
            log,
            new HostToolRunner(log, cancellation),
            cancellation);

    /// <summary>Starts the sandbox in which the step's tools run.</summary>
    /// <param name="architecture">Whose programs run in it; null means only the host's.</param>
    /// <param name="container">The working container that a killed build must not leave.</param>
    public EdiSandbox StartSandbox(string? architecture = null, string? container = null)
    {
        var sandbox = EdiSandbox.Start(Host, Log, new SandboxOptions
        {
            CacheDirectory = CacheDirectory,
            Visible =
            [
                Definition.Plugins.ProjectDirectory,
                Definition.Plugins.SdkPluginDirectory,
                .. VisibleFolders,
                .. Definition.Plugins.RestoredDirectory is { Length: > 0 } restored && Directory.Exists(restored) ? [restored] : Array.Empty<string>(),
                .. Definition.Plugins.Components.Select(component => component.Directory),
                .. Definition.Playbooks.SelectMany(playbook => ConfiguredPaths.Folders(playbook.Settings, Definition.Plugins)).Distinct(),
                .. (Definition.PackageSources?.AllKeyrings ?? []).Select(file => Path.GetDirectoryName(file)!),
                .. (Definition.PackageSources?.Mirrors ?? []).Select(mirror => MirrorAddress.LocalPath(mirror.Uri)).OfType<string>().Where(Directory.Exists),
            ],
            Writable = WritableFolders,
            RemoveOnAbort = RemoveOnAbort,
            RunOnAbort = container is null ? null : new BuildahEngine(Host, CacheDirectory).RemoveCommand(container),
            Architecture = architecture ?? DebianArchitecture.Host.Name,
            QemuCpu = QemuCpu,
            Twin = architecture is null ? null : NativeTwin.Open(TwinDirectory),
        });
        try
        {
            new StoreRepair(sandbox, CacheDirectory).Run(Log.Output);
            return sandbox;
        }
        catch
        {
            sandbox.Dispose();
            throw;
        }
    }
}
