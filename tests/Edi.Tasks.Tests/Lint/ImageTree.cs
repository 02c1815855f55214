using Edi.Tasks.Definition;
using Edi.Tasks.Lint;

namespace Edi.Tasks.Tests;

/// <summary>A root file system in memory, in which root is the only user and nothing is wrong yet.</summary>
internal sealed class ImageTree
{
    private readonly Dictionary<string, RootEntry> _entries = [];
    private readonly Dictionary<string, string> _texts = [];

    public ImageTree()
    {
        Folder("/");
        File("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n");
        File("/etc/group", "root:x:0:\n");
        File("/etc/shadow", "root:*:20000:0:99999:7:::\n", "0640");
        Folder("/tmp", "1777");
    }

    public ImageTree File(string path, string text = "", string mode = "0644", long owner = 0, bool capabilities = false)
    {
        _texts[path] = text;
        return Add(new(path, RootEntryKind.File, Mode(mode), owner, 0, text.Length, HasCapabilities: capabilities));
    }

    public ImageTree Folder(string path, string mode = "0755", long owner = 0) => Add(new(path, RootEntryKind.Folder, Mode(mode), owner, 0));

    public ImageTree Link(string path, string target) => Add(new(path, RootEntryKind.Link, Mode("0777"), 0, 0, target.Length, target));

    /// <summary>dpkg's list of a package's files; the files themselves are not made.</summary>
    public ImageTree Package(string name, params string[] paths) =>
        File($"/var/lib/dpkg/info/{name}.list", string.Concat(paths.Select(path => path + "\n")));

    public RootTree Root() => new(_entries.Values, files => string.Concat(files.Select(file => _texts[file.Path])));

    public LintedImage Image(ImageDefinition definition, IPasswordCheck passwords, BuildHost? host = null) =>
        new(Root(), definition, host ?? new("builder", [], []), passwords);

    private ImageTree Add(RootEntry entry)
    {
        if (entry.Path != "/" && !_entries.ContainsKey(entry.Folder))
        {
            Folder(entry.Folder);
        }

        _entries[entry.Path] = entry;
        return this;
    }

    private static UnixFileMode Mode(string octal) => (UnixFileMode)Convert.ToInt32(octal, 8);
}
