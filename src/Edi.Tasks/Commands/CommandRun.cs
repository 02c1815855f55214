using System.Collections.Immutable;
using Edi.Tasks.Cache;
using Edi.Tasks.Compatibility;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Incremental;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Commands;

/// <summary>One command, from the layer that it works on to its outputs at their places.</summary>
/// <param name="workDirectory">The folder for the command's temporary files.</param>
internal sealed class CommandRun(StepContext context, CommandDefinition command, StepArtifacts artifacts, string workDirectory)
{
    // The name that the script was rendered with.
    private readonly string _container = context.Names.Prefix;

    // Outside of the sandbox the container cannot be mounted, and the stores are root's own.
    private readonly bool _isOutside = command.RequireRoot == RootRequirement.Real;

    /// <summary>Returns what the command has left, by the names of its outputs.</summary>
    /// <param name="layer">The configured container; null when there is none.</param>
    /// <param name="lxdRecord">The file that tells of which layer the LXD image was made.</param>
    public Fingerprint Run(ContainerImage? layer, string lxdRecord)
    {
        CommandFiles files;
        CommandStores stores;
        using (var sandbox = context.StartSandbox(context.Definition.Architecture, layer is null ? null : _container))
        using (StoreLock.Share(context.CacheDirectory)) // The command may make images.
        {
            var engine = new BuildahEngine(sandbox, context.CacheDirectory);
            var session = StoreSession.Open(sandbox, context.CacheDirectory);
            files = new(command, workDirectory, _isOutside ? context.Host : sandbox);
            stores = new(command, engine, Podman.OfEngine(sandbox, session), context.Host);
            files.Prepare();
            stores.Remove();
            if (layer is not null)
            {
                MakeInputs(sandbox, engine, layer, lxdRecord);
            }

            try
            {
                RunScript(sandbox, engine, layer, session);
                ThrowIfMissing([.. files.FindProblems(), .. stores.FindProblems()]);
            }
            catch (EdiException)
            {
                stores.Remove(); // What the command has made so far is nobody's any more.
                throw;
            }

            files.EmptyWorkDirectory();
            files.Own();
            stores.HandOver(sandbox.ScratchDirectory);
            sandbox.Complete();
        }

        files.Publish();
        return command.Outputs.Aggregate(new Fingerprint(), (with, output) => with.Add(
            output.Name, output.Kind == ArtifactKind.Path ? FileTree.DescribeWhole(output.Location) : stores.Ids[output.Name]));
    }

    /// <summary>What edi's own steps would have left for the command.</summary>
    private void MakeInputs(EdiSandbox sandbox, BuildahEngine engine, ContainerImage layer, string lxdRecord)
    {
        AtomicFile.Write(artifacts.Seal, "");
        if (command.Script.Contains(artifacts.LxdArchive, StringComparison.Ordinal))
        {
            new LxdArchive(context.Definition, artifacts.LxdArchive, lxdRecord).MakeUnlessThere(sandbox, layer, () => engine.Create(_container, layer));
        }
    }

    private void RunScript(EdiSandbox sandbox, BuildahEngine engine, ContainerImage? layer, ImmutableDictionary<string, string> session)
    {
        var program = new CommandProgram(command, context.Definition.Plugins.ProjectDirectory, sandbox.ScratchDirectory);
        using var container = layer is null || _isOutside ? null : engine.Create(_container, layer);
        var edi = EdiProgram.Write(sandbox, context.Definition, command.RendersDocumentation);
        int exitCode = _isOutside
            ? context.Host.Run(edi.Offer(program.Outside()))
            : sandbox.Run(edi.Offer(PackageCache.Use(sandbox, context.CacheDirectory, program.Inside(session, container?.RootDirectory))));
        if (exitCode != 0)
        {
            throw new EdiException([new(
                EdiCodes.CommandFailed,
                $"The command {command.Name} failed: {Path.GetFileName(command.Path)} ended with exit code {exitCode}.",
                command.Position)]);
        }
    }

    private static void ThrowIfMissing(ImmutableArray<EdiProblem> problems)
    {
        if (!problems.IsEmpty)
        {
            throw new EdiException(problems);
        }
    }
}
