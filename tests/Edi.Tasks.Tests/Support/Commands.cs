using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

/// <summary>Commands as a definition has them when it is read.</summary>
internal static class Commands
{
    public static SourcePosition Position { get; } = new("/project/image.yml", 3, 5, 3, 9);

    public static CommandDefinition Of(RootRequirement root = RootRequirement.None, params ArtifactDefinition[] outputs) => new(
        "10_first", CommandStage.Postprocessing, "/plugins/first.sh", root, [.. outputs], "", "/bin/.Postprocessing.my-image.10_first.partial", Position);

    public static ArtifactDefinition Output(string name, ArtifactKind kind, string location) => new(name, kind, location, Position);
}
