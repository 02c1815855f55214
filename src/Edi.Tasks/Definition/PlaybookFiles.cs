using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Definition;

/// <summary>
/// What a playbook reads: its own folder, the roles and collections that it names, and that these name, and the files and
/// folders that any of them, or a parameter, names by a path (<see cref="PlaybookPaths"/>). What it does not name is no
/// input of its step. A role whose name a template makes up may be any.
/// </summary>
internal sealed class PlaybookFiles
{
    // Larger files are data, in which nobody names a role.
    private const long LargestText = 1 << 20;

    private readonly List<string> _texts = [];
    private readonly List<(string Name, string Path)> _folders = [];
    private readonly SortedDictionary<string, string> _named = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Path)> _candidates;
    private readonly string _own;
    private readonly bool _isAmongOthers;
    private readonly PlaybookPaths _paths;
    private readonly InputPlaces _places;

    public PlaybookFiles(PlaybookDefinition playbook, PluginLookup plugins, InputPlaces places)
    {
        _own = Path.GetDirectoryName(playbook.Path)!;
        _places = places;
        _isAmongOthers = places.HoldsResults(_own);
        _paths = new(playbook, plugins);
        _candidates = [.. Candidates(_own, plugins)];
        if (_isAmongOthers)
        {
            AddNamed(playbook.Path);
            foreach (string folder in AnsibleFolders.BesidePlaybook.Where(name => Directory.Exists(Path.Combine(_own, name))))
            {
                Add(folder, Path.Combine(_own, folder));
            }
        }
        else
        {
            Add("", _own);
        }

        _texts.AddRange(playbook.Variables.Values.Select(value => value?.ToJsonString() ?? ""));
        AddRoles();
        foreach (string value in playbook.Variables.Where(variable => IsOwnParameter(variable.Key) && Mentions(variable.Key)).SelectMany(variable => Texts(variable.Value)).ToArray())
        {
            AddParameter(value, playbook.Path);
        }

        AddRoles();
        string keys = Path.Combine(plugins.ProjectDirectory, "ssh_pub_keys");
        if (Directory.Exists(keys) && Mentions("ssh_pub_key"))
        {
            AddNamed(keys);
        }

        Inputs = [.. _folders, .. _named.Select(named => (named.Key, named.Value))];
    }

    /// <summary>Files and folders, with a name for each that does not depend on where they lie.</summary>
    public ImmutableArray<(string Name, string Path)> Inputs { get; }

    /// <summary>Whether a word occurs in the playbook's files or parameters.</summary>
    public bool Mentions(string word) => _texts.Exists(text => text.Contains(word, StringComparison.Ordinal));

    // edi's own variables are places, which hold more than this playbook reads, or facts, whose files are known.
    private static bool IsOwnParameter(string name) => !LoadTimeVariables.IsPlace(name) && !LoadTimeVariables.IsHostFact(name);

    private static IEnumerable<string> Texts(JsonNode? value) => value switch
    {
        JsonObject map => map.SelectMany(entry => Texts(entry.Value)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue scalar when scalar.TryGetValue(out string? text) => [text],
        _ => [],
    };

    private bool IsNamed(string role) =>
        _texts.Exists(text => text.Contains(role, StringComparison.Ordinal) && Regex.IsMatch(text, $@"(?<![\w-]){Regex.Escape(role)}(?![\w-])"))
        || _texts.Exists(text => TemplatedRoles.AreIn(text));

    /// <summary>Every role that a playbook may name, and the plugins of collections.</summary>
    private static IEnumerable<(string Name, string Path)> Candidates(string own, PluginLookup plugins)
    {
        // Roles that several playbooks share lie beside their folders and are named by '../roles/NAME'.
        var roles = AnsibleFolders.Roles(plugins).Zip(Names(plugins, "roles", 1)).Prepend((Path.GetFullPath("../roles", own), "roles.0")).Select(folder => (Name: folder.Item2, Path: folder.Item1));
        var collections = AnsibleFolders.Collections(plugins).Zip(Names(plugins, "collections", 0))
            .SelectMany(folder => Children(folder.First).SelectMany(space => Children(space).SelectMany(collection => new[]
            {
                ($"{folder.Second}/{Path.GetFileName(space)}.{Path.GetFileName(collection)}/roles", Path.Combine(collection, "roles")),
                ($"{folder.Second}/{Path.GetFileName(space)}.{Path.GetFileName(collection)}", collection),
            })));
        return roles.Concat(collections).SelectMany(parent => Children(parent.Item2)
            .Where(child => Path.GetFileName(child) != "roles")
            .Select(child => ($"{parent.Item1}/{Path.GetFileName(child)}", child)));
    }

    /// <summary>The names of the folders of one kind: the project's, each component's own, so that one more changes no other's, and the SDK's.</summary>
    private static IEnumerable<string> Names(PluginLookup plugins, string kind, int first) =>
        [$"{kind}.{first}", .. plugins.Components.Select(component => $"{component.Label}/{kind}"), $"{kind}.{first + 1}"];

    private static IEnumerable<string> Children(string folder) =>
        Directory.Exists(folder) ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal) : [];

    private void AddRoles()
    {
        while (_candidates.Find(candidate => IsNamed(Path.GetFileName(candidate.Path))) is { Path: not null } found)
        {
            _candidates.Remove(found);
            Add(found.Name, found.Path);
        }
    }

    private void Add(string name, string folder)
    {
        _folders.Add((name, folder));
        ReadAll(folder);
    }

    private void AddNamed(string path)
    {
        if (!_places.MayBeInput(path) || _folders.Exists(folder => InputPlaces.IsWithin(path, folder.Path)) || !_named.TryAdd(_places.NameOf(path, _own), path))
        {
            return;
        }

        if (Directory.Exists(path))
        {
            ReadAll(path);
            return;
        }

        string roles = Path.Combine(Path.GetDirectoryName(path)!, "roles");
        _candidates.AddRange(Children(roles).Select(role => (Path.GetRelativePath(_own, role), role)));
        Read(path);
    }

    // The whole value may be a path with spaces in it, or a part of it.
    private void AddParameter(string value, string playbook)
    {
        if (Path.IsPathRooted(value) && Path.GetFullPath(value) is var path && Path.Exists(path))
        {
            AddNamed(Path.TrimEndingDirectorySeparator(path));
        }

        AddAll(_paths.In(value, playbook));
    }

    private void AddAll(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            AddNamed(path);
        }
    }

    private void ReadAll(string folder)
    {
        foreach (string file in InputTree.Files(folder))
        {
            Read(file);
        }
    }

    private void Read(string file)
    {
        string text = new FileInfo(file).Length <= LargestText ? File.ReadAllText(file) : "";
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return;
        }

        _texts.Add(text);
        AddAll(_paths.In(text, file));
        if (_isAmongOthers)
        {
            AddAll(NamedFiles.In(text, _own, _places).Select(found => found.Path));
        }
    }
}
