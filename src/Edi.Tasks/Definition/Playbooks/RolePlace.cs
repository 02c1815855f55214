using System.Collections.Immutable;

namespace Edi.Tasks.Definition.Playbooks;

/// <summary>Where a task, or a name of a role, stands: by that Ansible looks for what it names.</summary>
/// <param name="Playbooks">The folders of the playbook, and of the one that imports it.</param>
/// <param name="Roles">Further folders of roles.</param>
internal sealed record RolePlace(ImmutableArray<string> Playbooks, ImmutableArray<string> Roles)
{
    /// <summary>The role's folder; null outside of any.</summary>
    public string? Role { get; init; }

    /// <summary>The folders of the files that have included one another up to here.</summary>
    public ImmutableArray<string> Including { get; init; } = [];

    /// <summary>Whether it may be that Ansible never comes here.</summary>
    public bool IsConditional { get; init; }

    /// <summary>Whether names of roles may be those of a collection that the play names.</summary>
    public bool HasCollections { get; init; }

    /// <summary>What a file is looked at once for. Not the files that have included it: those may include one another without an end.</summary>
    public string Key => string.Join('\n', [Role ?? "", IsConditional ? "?" : "", HasCollections ? "+" : "", .. Playbooks, .. Roles]);

    /// <summary>What may be meant by a role's name or path, best first.</summary>
    public IEnumerable<string> RoleCandidates(string name) =>
        Playbooks.Select(folder => Path.Combine(folder, "roles"))
            .Concat(Roles)
            .Concat(Role is null ? [] : [Path.GetDirectoryName(Role)!])
            .Concat(Playbooks)
            .Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(name, folder)))
            .Distinct();

    /// <summary>What may be meant by a file of tasks, best first.</summary>
    public IEnumerable<string> TaskFileCandidates(string name) =>
        Including.Reverse()
            .Concat(Role is null ? [] : [Path.Combine(Role, "tasks"), Path.Combine(Role, "handlers"), Role])
            .Concat(Playbooks.SelectMany(folder => new[] { folder, Path.Combine(folder, "tasks"), Path.Combine(folder, "handlers") }))
            .Select(folder => Path.GetFullPath(name, folder))
            .Distinct();
}
