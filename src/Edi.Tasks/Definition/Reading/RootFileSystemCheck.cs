using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Reading;

/// <summary>
/// A container needs one root file system: from the section <c>bootstrap</c>, or from a preprocessing command. A
/// definition of commands alone needs none.
/// </summary>
internal sealed class RootFileSystemCheck(MappingNode definition, ProblemList problems)
{
    public void Check(ArtifactDefinition? made)
    {
        var bootstrap = definition.Find("bootstrap");
        if (bootstrap is not null && made is not null)
        {
            problems.Add(EdiCodes.RootFileSystemSource, made.Position, $"This command and the section 'bootstrap' ({bootstrap.Key.Position.SeenFrom(made.Position)}) both make the root file system; remove one of them.");
        }

        if (bootstrap is null && made is null && First("playbooks", "image", "preprocessing_commands") is { } user)
        {
            problems.Add(
                EdiCodes.RootFileSystemSource,
                user.Key.Position,
                $"Section '{user.Key.Text}' needs a root file system. Add the section 'bootstrap', or a preprocessing command with the output 'edi_bootstrapped_rootfs'.");
        }

        if (bootstrap is null && First("playbooks", "image", "preprocessing_commands", "postprocessing_commands") is null)
        {
            problems.Add(EdiCodes.MissingKey, definition.Position, "The definition builds nothing: it needs the section 'bootstrap', 'preprocessing_commands' or 'postprocessing_commands'.");
        }
    }

    private MappingEntry? First(params string[] sections) => sections.Select(definition.Find).FirstOrDefault(entry => entry is not null);
}
