using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Definition.Playbooks;

/// <summary>
/// Finds, before anything runs, what Ansible is certain to refuse in a playbook and in the roles that it uses: files that are no
/// YAML, and names of roles and of files of tasks that are not there. What a template makes up, and what Ansible may never come
/// to, is left to Ansible.
/// </summary>
internal sealed partial class PlaybookCheck(PluginLookup plugins, ProblemList problems, CancellationToken cancellation)
{
    private static readonly ImmutableArray<string> s_extensions = ["", ".yml", ".yaml", ".json"];

    // Each may keep what it stands at from being run, or its failure from ending the playbook.
    private static readonly ImmutableArray<string> s_conditions = ["when", "loop", "ignore_errors", "rescue"];

    private readonly AnsibleYaml _yaml = new(problems, cancellation);
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);

    // Whether a task may have ended the play before the next one.
    private bool _mayHaveEnded;

    public void Check(IEnumerable<PlaybookDefinition> playbooks)
    {
        foreach (var playbook in playbooks)
        {
            _mayHaveEnded = false;
            CheckPlaybook(playbook.Path, [], [.. AnsibleFolders.Roles(plugins, playbook.Settings).Select(folder => folder.Path)], isConditional: false);
        }
    }

    /// <param name="importing">The folders of the playbooks that import it.</param>
    /// <param name="roles">The folders of roles that all playbooks of the definition's one have.</param>
    /// <param name="isConditional">Whether they may do so in vain.</param>
    private void CheckPlaybook(string file, ImmutableArray<string> importing, ImmutableArray<string> roles, bool isConditional)
    {
        ImmutableArray<string> folders = [.. importing.Prepend(Path.GetDirectoryName(file)!).Distinct()];
        if (!_visited.Add($"{file}\n{isConditional}\n{string.Join('\n', folders.Concat(roles))}") || _yaml.Read(file) is not { } root || IsNothing(root))
        {
            return;
        }

        if (root is not ListNode plays)
        {
            problems.Add(EdiCodes.WrongKind, At(root), $"A playbook must be a list of plays, each of which begins with '- '; found {root.Describe()}.");
            return;
        }

        foreach (var play in plays.Items)
        {
            if (play is MappingNode mapping)
            {
                CheckPlay(mapping, new RolePlace(folders, roles) { IsConditional = isConditional || IsConditional(mapping), Including = [Path.GetDirectoryName(file)!] });
            }
            else if (!IsNothing(play))
            {
                problems.Add(EdiCodes.WrongKind, play.Position, $"A play must be a mapping of keys to values, such as 'hosts: all'; found {play.Describe()}.");
            }
        }
    }

    private void CheckPlay(MappingNode play, RolePlace place)
    {
        if (Named(play, "import_playbook") is { } import)
        {
            CheckImport(import, place);
            return;
        }

        if (play.Find("hosts") is null && play.Find("include") is null)
        {
            problems.Add(EdiCodes.MissingKey, play.Entries.FirstOrDefault()?.Key.Position ?? At(play), "A play needs the key 'hosts', such as 'hosts: all'.");
        }

        place = place with { HasCollections = play.Find("collections") is not null };
        CheckTasks(play["pre_tasks"], place);
        CheckRoles(play["roles"], place);
        CheckTasks(play["tasks"], place);
        CheckTasks(play["post_tasks"], place);
        CheckTasks(play["handlers"], place with { IsConditional = true });
    }

    private void CheckImport(DefinitionNode import, RolePlace place)
    {
        if (import is not ScalarNode { Text: { Length: > 0 } name } scalar || !IsPlainName(name))
        {
            return;
        }

        ImmutableArray<string> candidates = [.. place.Playbooks.Select(folder => Path.GetFullPath(name, folder)).Distinct()];
        if (candidates.FirstOrDefault(FileIdentity.IsRegularFile) is { } found)
        {
            CheckPlaybook(found, place.Playbooks, place.Roles, place.IsConditional);
        }
        else if (!OfCollection().IsMatch(name))
        {
            NotFound("playbook", scalar, candidates);
        }
    }

    private void CheckRoles(DefinitionNode? roles, RolePlace place)
    {
        if (roles is not (null or ListNode))
        {
            problems.Add(EdiCodes.WrongKind, At(roles), $"Roles must be a list; found {roles.Describe()}.");
        }

        foreach (var role in (roles as ListNode)?.Items ?? [])
        {
            CheckRole(NameOf(role), role is MappingNode mapping ? place with { IsConditional = place.IsConditional || IsConditional(mapping) } : place);
        }
    }

    /// <param name="name">The role's name; null when nothing tells it.</param>
    /// <param name="tasksFrom">The file of its tasks that is run; null for the usual one.</param>
    private void CheckRole(ScalarNode? name, RolePlace place, ScalarNode? tasksFrom = null)
    {
        if (name is null || !IsPlainName(name.Text) || name.Text.Contains(',', StringComparison.Ordinal))
        {
            return;
        }

        ImmutableArray<string> candidates = [.. place.RoleCandidates(name.Text)];
        if (candidates.FirstOrDefault(Path.Exists) is { } found)
        {
            CheckFilesOfRole(found, tasksFrom, place);
        }
        else if (!place.HasCollections && !OfCollection().IsMatch(name.Text))
        {
            NotFound("role", name, candidates);
        }
    }

    private void CheckFilesOfRole(string folder, ScalarNode? tasksFrom, RolePlace place)
    {
        if (!_visited.Add($"{folder}\n{tasksFrom?.Text}\n{place.Key}"))
        {
            return;
        }

        string tasks = Path.Combine(folder, "tasks");
        var inside = place with { Role = folder, Including = [tasks], HasCollections = place.HasCollections || folder.Contains("/ansible_collections/", StringComparison.Ordinal) };
        CheckRoles((MainOf(folder, "meta") as MappingNode)?["dependencies"], inside);
        MainOf(folder, "defaults");
        MainOf(folder, "vars");
        CheckTasks(MainOf(folder, "handlers"), inside with { Including = [Path.Combine(folder, "handlers")], IsConditional = true });
        if (tasksFrom is null)
        {
            CheckTasks(MainOf(folder, "tasks"), inside);
        }
        else if (IsPlainName(tasksFrom.Text))
        {
            ImmutableArray<string> candidates = [.. s_extensions.Select(extension => Path.GetFullPath(tasksFrom.Text + extension, tasks))];
            CheckTaskFile(tasksFrom, candidates, inside);
        }
    }

    private DefinitionNode? MainOf(string folder, string kind) =>
        s_extensions.Select(extension => Path.Combine(folder, kind, "main" + extension)).FirstOrDefault(FileIdentity.IsRegularFile) is { } file ? _yaml.Read(file) : null;

    private void CheckTasks(DefinitionNode? tasks, RolePlace place)
    {
        if (tasks is null || IsNothing(tasks))
        {
            return;
        }

        if (tasks is not ListNode list)
        {
            if (tasks is not ScalarNode { Text: var text } || IsPlainName(text))
            {
                problems.Add(EdiCodes.WrongKind, At(tasks), $"Tasks must be a list, each of which begins with '- '; found {tasks.Describe()}.");
            }

            return;
        }

        foreach (var task in list.Items)
        {
            if (task is MappingNode mapping)
            {
                CheckTask(mapping, place);
            }
            else if (!IsNothing(task))
            {
                problems.Add(EdiCodes.WrongKind, task.Position, $"A task must be a mapping of keys to values; found {task.Describe()}.");
            }
        }
    }

    private void CheckTask(MappingNode task, RolePlace place)
    {
        _mayHaveEnded |= Named(task, "meta") is ScalarNode { Text: var meta } && meta.StartsWith("end_", StringComparison.Ordinal);
        bool isConditional = place.IsConditional || _mayHaveEnded || IsConditional(task);
        var inside = place with { IsConditional = isConditional };
        if (task.Find("block") is not null)
        {
            CheckTasks(task["block"], inside);
            CheckTasks(task["rescue"], inside with { IsConditional = true });
            CheckTasks(task["always"], inside);
        }

        // What is imported is read in any case, and what is included only when its turn comes.
        foreach (bool isImport in new[] { true, false }.Where(isImport => isImport || !isConditional))
        {
            string verb = isImport ? "import" : "include";
            if (Named(task, $"{verb}_tasks") is { } file && (file is MappingNode arguments ? arguments.Text("file") : file as ScalarNode) is { } name && IsPlainName(name.Text))
            {
                CheckTaskFile(name, [.. inside.TaskFileCandidates(name.Text)], inside);
            }

            if (Named(task, $"{verb}_role") is MappingNode role)
            {
                CheckRole(role.Text("name") ?? role.Text("role"), inside, role.Text("tasks_from"));
            }
        }
    }

    private void CheckTaskFile(ScalarNode name, ImmutableArray<string> candidates, RolePlace place)
    {
        if (candidates.FirstOrDefault(FileIdentity.IsRegularFile) is not { } found)
        {
            NotFound("file of tasks", name, candidates, Path.GetExtension(candidates[0]).Length > 0 ? name.Text : name.Text + ".yml");
        }
        else if (_visited.Add($"{found}\n{place.Key}"))
        {
            CheckTasks(_yaml.Read(found), place with { Including = [.. place.Including, Path.GetDirectoryName(found)!] });
        }
    }

    /// <param name="path">The path by which a similar one is looked for, where that is not the name.</param>
    private void NotFound(string what, ScalarNode name, ImmutableArray<string> candidates, string? path = null) =>
        problems.Add(EdiCodes.FileNotFound, name.Position, MissingFile.Explain($"The {what} '{name.Text}'", path ?? name.Text, candidates));

    private static bool IsConditional(MappingNode node) =>
        node.Entries.Any(entry => s_conditions.Contains(entry.Key.Text) || entry.Key.Text.StartsWith("with_", StringComparison.Ordinal))
        || node.Texts("tags").Any(tag => tag.Text.Contains("never", StringComparison.Ordinal));

    // The name alone, and not what stands beside it in an old form.
    private static ScalarNode? NameOf(DefinitionNode role) => role switch
    {
        ScalarNode scalar => scalar,
        MappingNode mapping when mapping.Find("src") is null => mapping.Text("role") ?? mapping.Text("name"),
        _ => null,
    };

    private static DefinitionNode? Named(MappingNode mapping, string action) => mapping[action] ?? mapping[$"ansible.builtin.{action}"] ?? mapping[$"ansible.legacy.{action}"];

    // Neither a template nor a name with arguments behind it, nor what a shell would make something of.
    private static bool IsPlainName(string name) => name.Length > 0 && name.AsSpan().IndexOfAny("{}=~$ \t\n\0") < 0;

    private static bool IsNothing(DefinitionNode node) => node is ScalarNode { IsNull: true };

    // Of a whole file the first character is enough.
    private static SourcePosition At(DefinitionNode node) => node.Position with { EndLine = node.Position.Line, EndColumn = node.Position.Column };

    // NAMESPACE.COLLECTION.NAME
    [GeneratedRegex(@"^\w+(\.\w+){2,}$")]
    private static partial Regex OfCollection();
}
