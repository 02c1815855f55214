using System.Collections.Immutable;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Reading;

/// <summary>
/// A container needs one root file system: from the section <c>bootstrap</c>, from a preprocessing command, or from the
/// image of another project. A definition of commands alone needs none.
/// </summary>
internal sealed class RootFileSystemCheck(MappingNode definition, DefinitionSource source, ProblemList problems)
{
    /// <param name="made">The artifact of a command.</param>
    /// <param name="bases">The images of other projects.</param>
    public void Check(ArtifactDefinition? made, ImmutableArray<BaseImage> bases)
    {
        var bootstrap = definition.Find("bootstrap");
        foreach (var further in bases.Skip(1))
        {
            problems.Add(EdiCodes.RootFileSystemSource, further.Reference, $"An image begins with one other image; this project refers to {Name(bases[0])} and to {Name(further)}. The metadata EdiBase=\"false\" makes a reference only build the other project.");
        }

        if (bases is [var first, ..] && (bootstrap?.Key.Position ?? made?.Position) is { } own)
        {
            problems.Add(EdiCodes.RootFileSystemSource, own, $"The root file system is the one of {Name(first)}, to which the project refers; remove this, or the reference.");
            return;
        }

        if (!bases.IsEmpty)
        {
            return;
        }

        if (bootstrap is not null && made is not null)
        {
            // What the section lacks, nobody misses who removes it.
            problems.Replace(problem => problem.Code == EdiCodes.MissingKey && problem.Position == bootstrap.Key.Position ? null : problem);
            problems.Add(EdiCodes.RootFileSystemSource, made.Position, $"This command and {Describe(bootstrap.Key.Position, made.Position)} both make the root file system; remove one of them.");
        }

        if (bootstrap is null && made is null && First("playbooks", "image", "preprocessing_commands") is { } user)
        {
            problems.Add(
                EdiCodes.RootFileSystemSource,
                user.Key.Position,
                $"Section '{user.Key.Text}' needs a root file system. Add the section 'bootstrap', or a preprocessing command with the output 'edi_bootstrapped_rootfs'.");
        }

        if (bootstrap is null && First("playbooks", "image", "preprocessing_commands", "postprocessing_commands", "documentation_steps") is null)
        {
            problems.Add(EdiCodes.MissingKey, definition.Position, "The definition builds nothing: it needs the section 'bootstrap', 'preprocessing_commands', 'postprocessing_commands' or 'documentation_steps'.");
        }
    }

    private string Describe(SourcePosition section, SourcePosition command) =>
        source.Plugins.Components.FirstOrDefault(component => component.DefinitionFile == section.File) is { } component ? $"the section 'bootstrap' of the component {component.Name}"
        : section.File == source.ProjectFile ? $"the section 'bootstrap', of which a property such as EdiArchitecture is a part ({section.SeenFrom(command)}, or the command line),"
        : $"the section 'bootstrap' ({section.SeenFrom(command)})";

    private static string Name(BaseImage image) => Path.GetFileName(image.Project);

    private MappingEntry? First(params string[] sections) => sections.Select(definition.Find).FirstOrDefault(entry => entry is not null);
}
