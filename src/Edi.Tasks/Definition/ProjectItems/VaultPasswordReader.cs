using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.ProjectItems;

/// <summary>
/// Finds where a playbook's vault passwords come from: the project's property and items, else the environment of its Ansible, else
/// its <c>ansible.cfg</c>.
/// </summary>
internal sealed class VaultPasswordReader(DefinitionSource source, ProblemList problems)
{
    private const string FileVariable = "ANSIBLE_VAULT_PASSWORD_FILE";
    private const string IdentitiesVariable = "ANSIBLE_VAULT_IDENTITY_LIST";

    private readonly ProjectPositions _positions = new();

    /// <summary>The variables that name files of passwords, which Ansible gets in another way.</summary>
    public static ImmutableArray<string> Variables { get; } = [IdentitiesVariable, FileVariable];

    /// <summary>The passwords in the order in which Ansible tries them; each file is there.</summary>
    public ImmutableArray<VaultPassword> Read(ImmutableArray<EnvironmentVariable> environment, AnsibleConfiguration configuration) =>
    [
        .. Items().Concat(Identities(environment, configuration)).DistinctBy(password => password with { Position = SourcePosition.None }),
        .. Unnamed(environment, configuration) is { } unnamed ? [unnamed] : Array.Empty<VaultPassword>(),
    ];

    private IEnumerable<VaultPassword> Items()
    {
        foreach (var item in source.Settings.VaultIds)
        {
            var place = _positions.Find(item);
            ItemMetadata.RefuseUnknown(item, ["PasswordFile"], place, problems);
            if (item.Name.IndexOfAny(['@', ',']) >= 0)
            {
                problems.Add(EdiCodes.InvalidValue, place, $"A vault id has neither '@' nor ','; found '{item.Name}'. The file of its password is the metadata PasswordFile.");
            }
            else if (item.Metadata.GetValueOrDefault("PasswordFile") is not { } file)
            {
                problems.Add(EdiCodes.MissingKey, place, $"'PasswordFile' of EdiVaultId '{item.Name}' is missing: a file with the password, or a program that prints it.");
            }
            else if (Find(item.Name, file, Path.GetDirectoryName(source.ProjectFile)!, place) is { } found)
            {
                yield return found;
            }
        }
    }

    private VaultPassword? Unnamed(ImmutableArray<EnvironmentVariable> environment, AnsibleConfiguration configuration)
    {
        if (source.Settings.VaultPasswordFile is { Length: > 0 } property)
        {
            return Find("", property, Path.GetDirectoryName(source.ProjectFile)!, _positions.Find(new("EdiVaultPasswordFile", property, ImmutableDictionary<string, string>.Empty, source.ProjectFile)));
        }

        if (environment.FirstOrDefault(variable => variable.Name == FileVariable) is { Current: { Length: > 0 } value } variable)
        {
            return Find("", value, source.Plugins.ProjectDirectory, variable.Position);
        }

        return configuration.Find("defaults", "vault_password_file") is { Value.Length: > 0 } setting
            ? Find("", setting.Value, Path.GetDirectoryName(configuration.File)!, setting.Position)
            : null;
    }

    private IEnumerable<VaultPassword> Identities(ImmutableArray<EnvironmentVariable> environment, AnsibleConfiguration configuration)
    {
        var (list, folder, place) = environment.FirstOrDefault(variable => variable.Name == IdentitiesVariable) is { Current: { Length: > 0 } value } variable
            ? (value, source.Plugins.ProjectDirectory, variable.Position)
            : configuration.Find("defaults", "vault_identity_list") is { } setting ? (setting.Value, Path.GetDirectoryName(configuration.File)!, setting.Position)
            : ("", "", SourcePosition.None);
        foreach (string identity in list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] parts = identity.Split('@', 2);
            if (parts[^1] is "prompt" or "prompt_ask_vault_pass")
            {
                problems.Add(EdiCodes.InvalidValue, place, $"The vault id '{identity}' asks a person for its password, and nobody answers in a build. Name a file with it, or a program that prints it: ID@FILE.");
            }
            else if (Find(parts.Length == 2 ? parts[0] : "", parts[^1], folder, place) is { } found)
            {
                yield return found with { Id = found.Id.Length > 0 ? found.Id : "default" };
            }
        }
    }

    private VaultPassword? Find(string id, string file, string folder, SourcePosition place)
    {
        string path = Path.GetFullPath(HomePath.Expand(file), folder);
        if (File.Exists(path))
        {
            return new(id, path, place);
        }

        problems.Add(
            EdiCodes.FileNotFound,
            place,
            $"The file of the vault password{(id.Length > 0 ? $" '{id}'" : "")}, {path}, does not exist. It has the password in it, or is a program that prints it, and belongs to no repository.");
        return null;
    }
}
