using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Definition;

/// <summary>
/// What a playbook reads: its own folder, the roles and collections that it names, and that these name, and the files and
/// folders that any of them, or a parameter, names by a path (<see cref="PlaybookPaths"/>). What it does not name is no
/// input of its step. A role whose name a template makes up may be any. Of a collection everything counts that Ansible
/// finds by the collection's name, since a plugin may be called otherwise than its file.
/// </summary>
internal sealed class PlaybookFiles
{
    private readonly List<string> _texts = [];
    private readonly List<(string Name, string Path)> _folders = [];
    private readonly SortedDictionary<string, string> _named = new(StringComparer.Ordinal);
    private readonly List<Candidate> _candidates;
    private readonly HashSet<string> _usedCollections = new(StringComparer.Ordinal);
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
        _candidates = [.. Candidates(_own, plugins, playbook.Settings)];
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
        AddSettings(playbook, plugins);
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

        Inputs = [.. _folders.Select(folder => (folder.Name, folder.Path, IgnoredIn(folder.Name))), .. _named.Select(named => (named.Key, named.Value, (Func<string, bool>?)null))];
    }

    /// <summary>Files and folders, with a name for each that does not depend on where they lie, and what does not count in a folder.</summary>
    public ImmutableArray<(string Name, string Path, Func<string, bool>? IsIgnored)> Inputs { get; }

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

    private bool IsNamed(Candidate candidate) => candidate switch
    {
        { Collection: null } => Names(Path.GetFileName(candidate.Path)) || HasTemplatedRoles,
        { IsRole: true } => (NamesCollection(candidate.Collection) && Names(Path.GetFileName(candidate.Path))) || HasTemplatedRoles,
        // A role finds the plugins of its own collection without its name.
        _ => NamesCollection(candidate.Collection) || _usedCollections.Contains(candidate.Collection),
    };

    private bool Names(string word) =>
        _texts.Exists(text => text.Contains(word, StringComparison.Ordinal) && Regex.IsMatch(text, $@"(?<![\w-]){Regex.Escape(word)}(?![\w-])"));

    // As the first two words of a plugin's or a role's name, in a list of collections, or in Python's path of it.
    private bool NamesCollection(string name) => Names(name) || Names(name.Replace('.', '/'));

    private bool HasTemplatedRoles => _texts.Exists(TemplatedRoles.AreIn);

    /// <summary>Every role that a playbook may name, and the collections.</summary>
    private static IEnumerable<Candidate> Candidates(string own, PluginLookup plugins, PlaybookSettings settings)
    {
        // Roles that several playbooks share lie beside their folders and are named by '../roles/NAME'.
        var roles = AnsibleFolders.Roles(plugins, settings).Prepend(("roles.0", Path.GetFullPath("../roles", own)))
            .SelectMany(folder => Children(folder.Item2).Select(role => new Candidate($"{folder.Item1}/{Path.GetFileName(role)}", role, IsRole: true, Collection: null)));
        var collections = AnsibleFolders.Collections(plugins, settings)
            .SelectMany(folder => Children(folder.Path).SelectMany(Children).SelectMany(collection => OfCollection(collection, folder.Name)));
        return roles.Concat(collections);
    }

    private static IEnumerable<Candidate> OfCollection(string folder, string parent)
    {
        string collection = $"{Path.GetFileName(Path.GetDirectoryName(folder))}.{Path.GetFileName(folder)}";
        return Children(Path.Combine(folder, "roles"))
            .Select(role => new Candidate($"{parent}/{collection}/roles/{Path.GetFileName(role)}", role, IsRole: true, collection))
            .Concat(AnsibleFolders.InCollection.Select(name => Path.Combine(folder, name)).Where(Directory.Exists)
                .Select(child => new Candidate($"{parent}/{collection}/{Path.GetFileName(child)}", child, IsRole: false, collection)));
    }

    private static IEnumerable<string> Children(string folder) =>
        Directory.Exists(folder) ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal) : [];

    private void AddRoles()
    {
        while (_candidates.Find(IsNamed) is { } found)
        {
            _candidates.Remove(found);
            if (found.Collection is { } collection)
            {
                _usedCollections.Add(collection);
            }

            Add(found.Name, found.Path);
        }
    }

    private void Add(string name, string folder)
    {
        _folders.Add((name, folder));
        ReadAll(folder, IgnoredIn(name));
    }

    private static Func<string, bool>? IgnoredIn(string name) => LeftoverFiles.MayBeCopied(name) ? null : LeftoverFiles.Has;

    private void AddNamed(string path)
    {
        if (!_places.MayBeInput(path) || _folders.Exists(folder => InputPlaces.IsWithin(path, folder.Path)) || !_named.TryAdd(_places.NameOf(path, _own), path))
        {
            return;
        }

        if (Directory.Exists(path))
        {
            ReadAll(path, isIgnored: null);
            return;
        }

        string roles = Path.Combine(Path.GetDirectoryName(path)!, "roles");
        _candidates.AddRange(Children(roles).Select(role => new Candidate(Path.GetRelativePath(_own, role), role, IsRole: true, Collection: null)));
        Read(path);
    }

    // What they name is there for each playbook, whether its texts mention it or not.
    private void AddSettings(PlaybookDefinition playbook, PluginLookup plugins)
    {
        var settings = playbook.Settings;
        if (settings.Configuration.Length > 0)
        {
            _texts.Add(File.ReadAllText(settings.Configuration));
        }

        AddAll(ConfiguredPaths.Others(settings, plugins));
        foreach (string value in settings.Environment.Select(variable => variable.Current).Concat(settings.Arguments).OfType<string>())
        {
            _texts.Add(value);
            AddParameter(value, playbook.Path);
        }

        foreach (string file in settings.ArgumentFiles)
        {
            _texts.Add(File.ReadAllText(file));
        }
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

    private void ReadAll(string folder, Func<string, bool>? isIgnored)
    {
        foreach (string file in InputTree.Files(folder, isIgnored))
        {
            Read(file);
        }
    }

    private void Read(string file)
    {
        if (InputTexts.Read(file) is not { } text)
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

    /// <summary>A folder that is an input if a text names it.</summary>
    /// <param name="Name">Its name in the fingerprint.</param>
    /// <param name="Collection">The collection that it belongs to, as <c>NAMESPACE.NAME</c>; null for a role outside of any.</param>
    private sealed record Candidate(string Name, string Path, bool IsRole, string? Collection);
}
