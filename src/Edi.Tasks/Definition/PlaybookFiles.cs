using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Definition;

/// <summary>
/// What a playbook reads: its own folder, the roles and collections that it names, and that these name, and the files
/// that any of them names by a path through a folder above. What it does not name is no input of its step. A role whose
/// name a template makes up may be any.
/// </summary>
internal sealed partial class PlaybookFiles
{
    // Larger files are data, in which nobody names a role.
    private const long LargestText = 1 << 20;

    private readonly List<string> _texts = [];
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Path)> _candidates;
    private readonly string _own;
    private readonly ImmutableArray<string> _roots;

    public PlaybookFiles(PlaybookDefinition playbook, PluginLookup plugins)
    {
        _own = Path.GetDirectoryName(playbook.Path)!;
        _roots = [plugins.ProjectDirectory, plugins.SdkPluginDirectory];
        _candidates = [.. Candidates(_own, plugins)];
        var folders = ImmutableArray.CreateBuilder<(string Name, string Path)>();
        Add("", _own);
        _texts.AddRange(playbook.Variables.Values.Select(value => value?.ToJsonString() ?? ""));
        while (_candidates.Find(candidate => IsNamed(Path.GetFileName(candidate.Path))) is { Path: not null } found)
        {
            _candidates.Remove(found);
            Add(found.Name, found.Path);
        }

        string keys = Path.Combine(plugins.ProjectDirectory, "ssh_pub_keys");
        if (Directory.Exists(keys) && Mentions("ssh_pub_key"))
        {
            folders.Add(("ssh_pub_keys", keys));
        }

        Folders = folders.ToImmutable();
        Files = [.. _files.Select(file => (file.Key, file.Value))];

        void Add(string name, string folder)
        {
            folders.Add((name, folder));
            foreach (string file in FilesBelow(folder))
            {
                Read(file);
            }
        }
    }

    /// <summary>The folders with a name for each that does not depend on where they lie.</summary>
    public ImmutableArray<(string Name, string Path)> Folders { get; }

    /// <summary>The files above the playbook's folder, each by its path from there.</summary>
    public ImmutableArray<(string Name, string Path)> Files { get; }

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

    private void Read(string file)
    {
        string text = new FileInfo(file).Length <= LargestText ? File.ReadAllText(file) : "";
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return;
        }

        _texts.Add(text);
        foreach (string path in PathAbove().Matches(text).SelectMany(path => Resolve(path.Value, file)).Where(path => _files.TryAdd(Path.GetRelativePath(_own, path), path)))
        {
            string roles = Path.Combine(Path.GetDirectoryName(path)!, "roles");
            _candidates.AddRange(Children(roles).Select(role => (Path.GetRelativePath(_own, role), role)));
            Read(path);
        }
    }

    // A path begins at the folder of the file that it stands in, or at the playbook's. One that leads out of the plugins
    // means a file of the image.
    private IEnumerable<string> Resolve(string path, string file) => new[] { Path.GetDirectoryName(file)!, _own }
        .Select(folder => Path.GetFullPath(path, folder))
        .Where(found => _roots.Any(root => found.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) && FileIdentity.IsRegularFile(found));

    private static IEnumerable<string> FilesBelow(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Select(file => file.FullName)
            .Where(FileIdentity.IsRegularFile);

    [GeneratedRegex(@"(?<![\w./-])(\.\./)+[\w.-][\w./-]*")]
    private static partial Regex PathAbove();

    [GeneratedRegex(@"(include_role|import_role|\brole):[^\n]*\n?[^\n]*\bname:[^\n]*\{\{|\brole:[^\n]*\{\{")]
    private static partial Regex TemplatedRole();
}
