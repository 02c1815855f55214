using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Engines;
using Edi.Tasks.Incremental;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Commands;

/// <summary>Runs one command of the definition and takes over what it declares to leave.</summary>
public sealed class EdiRunCommand : EdiStepTask
{
    /// <summary>The step's name, which tells the command's section and name.</summary>
    [Required]
    public string Step { get; set; } = "";

    /// <summary>The folder in which the command may leave temporary files; empty when it begins, gone when it ends.</summary>
    [Required]
    public string WorkDirectory { get; set; } = "";

    /// <summary>The folder of intermediate artifacts.</summary>
    [Required]
    public string ArtifactsDirectory { get; set; } = "";

    /// <summary>The digest file of the last layer; empty when there is no container yet, or none at all.</summary>
    public string BaseDigest { get; set; } = "";

    private ImageDefinition? _definition;
    private long _size;

    private protected override ImmutableArray<string> Results => [.. Command.Files];

    private protected override ImmutableArray<string> Unfinished => [Command.StagingDirectory, WorkDirectory];

    // What the steps before it have left is what it was.
    private protected override ImmutableArray<string> Stale => Command.Stage == CommandStage.Preprocessing
        ? [.. Images]
        : [.. ReadDefinition.PostprocessingCommands.SkipWhile(command => command != Command).SelectMany(command => command.Files)];

    private protected override ImmutableArray<string> WritableFolders =>
    [
        .. new[] { WorkDirectory, ArtifactsDirectory, Path.GetDirectoryName(Command.StagingDirectory)! }
            .Concat(Stale.Select(file => Path.GetDirectoryName(file)!))
            .Distinct(),
    ];

    private protected override long? ResultSize => _size;

    private protected override string Title => Step;

    // What a command prints last says best what it does.
    private protected override string? Detail(string line) => string.IsNullOrWhiteSpace(line) ? null : line.Trim();

    private ImageDefinition ReadDefinition => _definition ??= ResolvedDefinition.Read(Definition);

    private CommandDefinition Command => ReadDefinition.Commands.Single(command => StepNames.Command(command) == Step);

    private protected override void RunStep(StepContext context)
    {
        var artifacts = new StepArtifacts(ArtifactsDirectory, context.Definition.Name);
        var layer = BaseDigest.Length > 0 ? LayerDigest.Read(BaseDigest) : null;
        var left = new CommandRun(context, Command, artifacts, WorkDirectory).Run(layer, lxdRecord: Path.Combine(Path.GetDirectoryName(Digest)!, "EdiLxdArchive.txt"));
        // A later command may use more than this one's outputs: it is up to date only if all before it is as it was.
        InputDigests.Aggregate(left, (with, file) => with.AddFile($"after.{Path.GetFileNameWithoutExtension(file)}", file)).WriteIfDifferent(Digest);
        _size = Results.Sum(FileTree.SizeOf);
    }
}
