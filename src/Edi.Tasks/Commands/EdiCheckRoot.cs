using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Sandbox;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Commands;

/// <summary>Fails with EDI3006 when a command needs the real root and the build is not root: before anything is built.</summary>
public sealed class EdiCheckRoot : EdiTask
{
    /// <summary>The file in which <see cref="EdiReadDefinition"/> has left the definition.</summary>
    [Required]
    public string Definition { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        if (CurrentUser.IsRoot)
        {
            return;
        }

        var problems = FindProblems(ResolvedDefinition.Read(Definition), CurrentUser.Name);
        if (!problems.IsEmpty)
        {
            throw new EdiException(problems);
        }
    }

    internal static ImmutableArray<EdiProblem> FindProblems(ImageDefinition definition, string user) =>
        [.. definition.Commands.Select(command => FindProblem(command, user)).OfType<EdiProblem>()];

    private static EdiProblem? FindProblem(CommandDefinition command, string user)
    {
        const string mend = "'sudo dotnet build' builds as root.";
        if (command.RequireRoot == RootRequirement.Real)
        {
            return new(
                EdiCodes.RootRequired,
                $"The command {command.Name} has 'require_root: true', so it needs the host's root; the build runs as {user}. {mend} Where a namespace's root is enough, 'require_root: unshare' needs no sudo.",
                command.Position);
        }

        return command.Outputs.FirstOrDefault(output => output.Kind == ArtifactKind.PodmanImageRoot) is { } image
            ? new(
                EdiCodes.RootRequired,
                $"The command {command.Name} leaves the image '{image.Location}' in root's store; the build runs as {user}. {mend} The type 'podman-image' needs no sudo.",
                image.Position)
            : null;
    }
}
