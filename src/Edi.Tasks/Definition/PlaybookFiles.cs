using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Definition;

/// <summary>
/// The folders that a playbook reads: its own, and the roles and collections that it names, and that these name. What it
/// does not name is no input of its step. A role whose name a template makes up may be any.
/// </summary>
internal sealed partial class PlaybookFiles
{
    // Larger files are data, in which nobody names a role.
    private const long LargestText = 1 << 20;

    private readonly List<string> _texts = [];

    public PlaybookFiles(PlaybookDefinition playbook, PluginLookup plugins)
    {
        string own = Path.GetDirectoryName(playbook.Path)!;
        var folders = ImmutableArray.CreateBuilder<(string Name, string Path)>();
        Add("files", own);
        _texts.AddRange(playbook.Variables.Values.Select(value => value?.ToJsonString() ?? ""));
        var rest = Candidates(own, plugins).ToList();
        while (rest.Find(candidate => IsNamed(Path.GetFileName(candidate.Path))) is { Path: not null } found)
        {
            rest.Remove(found);
            Add(found.Name, found.Path);
        }

        string keys = Path.Combine(plugins.ProjectDirectory, "ssh_pub_keys");
        if (Directory.Exists(keys) && Mentions("ssh_pub_key"))
        {
            folders.Add(("ssh_pub_keys", keys));
        }

        Folders = folders.ToImmutable();

        void Add(string name, string folder)
        {
            folders.Add((name, folder));
            _texts.AddRange(TextsBelow(folder));
        }
    }

    /// <summary>The folders with a name for each that does not depend on where they lie.</summary>
    public ImmutableArray<(string Name, string Path)> Folders { get; }

    /// <summary>Whether a word occurs in the playbook's files or parameters.</summary>
    public bool Mentions(string word) => _texts.Exists(text => text.Contains(word, StringComparison.Ordinal));

    private bool IsNamed(string role) =>
        _texts.Exists(text => text.Contains(role, StringComparison.Ordinal) && Regex.IsMatch(text, $@"(?<![\w-]){Regex.Escape(role)}(?![\w-])"))
        || _texts.Exists(text => TemplatedRole().IsMatch(text));

    /// <summary>Every role that a playbook may name, and the plugins of collections.</summary>
    private static IEnumerable<(string Name, string Path)> Candidates(string own, PluginLookup plugins)
    {
        // Roles that several playbooks share lie beside their folders and are named by '../roles/NAME'.
        var roles = AnsibleFolders.Roles(plugins).Prepend(Path.GetFullPath("../roles", own)).Select((folder, index) => ($"roles.{index}", folder));
        var collections = AnsibleFolders.Collections(plugins)
            .SelectMany((folder, index) => Children(folder).SelectMany(space => Children(space).SelectMany(collection => new[]
            {
                ($"collections.{index}/{Path.GetFileName(space)}.{Path.GetFileName(collection)}/roles", Path.Combine(collection, "roles")),
                ($"collections.{index}/{Path.GetFileName(space)}.{Path.GetFileName(collection)}", collection),
            })));
        return roles.Concat(collections).SelectMany(parent => Children(parent.Item2)
            .Where(child => Path.GetFileName(child) != "roles")
            .Select(child => ($"{parent.Item1}/{Path.GetFileName(child)}", child)));
    }

    private static IEnumerable<string> Children(string folder) =>
        Directory.Exists(folder) ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal) : [];

    private static IEnumerable<string> TextsBelow(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(file => file.Length <= LargestText)
            .Select(file => File.ReadAllText(file.FullName))
            .Where(text => !text.Contains('\0', StringComparison.Ordinal));

    [GeneratedRegex(@"(include_role|import_role|\brole):[^\n]*\n?[^\n]*\bname:[^\n]*\{\{|\brole:[^\n]*\{\{")]
    private static partial Regex TemplatedRole();
}
