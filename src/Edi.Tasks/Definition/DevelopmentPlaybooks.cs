using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition;

/// <summary>
/// What playbooks are told of shared folders, and, for a container that somebody works in, the playbook that makes that person's
/// account, where the definition does not have it already.
/// </summary>
internal sealed class DevelopmentPlaybooks(DefinitionSource source, NodeVariables variables, ImmutableArray<SharedFolderDefinition> folders)
{
    private const string Account = "playbooks/debian/development_user_facilities/main.yml";
    private const string MountPoints = "edi_shared_folder_mountpoints";
    private const string Home = "edi_current_user_target_home_directory";

    /// <param name="playbooks">The definition's own, in their order.</param>
    public IEnumerable<PlaybookDefinition> Complete(ImmutableArray<PlaybookDefinition> playbooks)
    {
        if (source.Purpose == DefinitionPurpose.Development
            && source.Plugins.Find(Account) is { } account
            && playbooks.All(playbook => playbook.Path != account))
        {
            playbooks = playbooks.Add(new("development_user_facilities", account, variables.Of(account), new SourcePosition(source.File, 1, 1, 1, 1)));
        }

        return playbooks.Select(playbook => playbook with { Variables = playbook.Variables.SetItem(MountPoints, MountPointsIn(playbook)) });
    }

    /// <summary>Where a shared folder is on the host.</summary>
    public static string SourceOf(SharedFolderDefinition folder) => Path.Combine(HostFacts.Read().HomeDirectory, folder.Folder);

    /// <summary>Where a shared folder is in the container.</summary>
    public static string PlaceOf(SharedFolderDefinition folder) => $"{folder.Variables[Home]}/{folder.MountPoint}";

    private JsonArray MountPointsIn(PlaybookDefinition playbook) => source.Purpose == DefinitionPurpose.Development
        ? new([.. folders.Select(folder => (JsonNode)$"{playbook.Variables[Home]}/{folder.MountPoint}")])
        : [];
}
