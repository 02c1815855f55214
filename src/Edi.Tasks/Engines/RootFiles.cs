using System.Globalization;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Engines;

/// <summary>
/// Files in a root file system, which may be another architecture's and so runs none of its programs. Links on the way lead
/// into it, never to the host, as they will on the machine.
/// </summary>
/// <param name="root">Where the sandbox sees it.</param>
/// <param name="code">What it is when a tool fails.</param>
/// <param name="scratch">A folder of the sandbox for what is on its way; only copying needs it.</param>
internal sealed class RootFiles(IToolRunner sandbox, string root, EdiCode code, string scratch)
{
    private int _copies;

    /// <summary>Copies a file, or what is in a folder, as root's and readable for everybody.</summary>
    /// <param name="source">Where the sandbox sees it.</param>
    /// <param name="destination">The path in the root file system: the file's own, or the folder's for what is in the other one.</param>
    public void Copy(string source, string destination) =>
        CopyTo(source, sandbox.Run(new ToolCommand("test", "-d", source)) == 0 ? Resolve(destination).Path : PlaceOf(destination), destination);

    /// <summary>Writes a file.</summary>
    public void Write(string text, string destination)
    {
        string file = Path.Combine(scratch, "text");
        sandbox.Require(code, new ToolCommand("tee", file) { StandardInput = text });
        Copy(file, destination);
    }

    /// <summary>Makes a link, which takes the place of a file.</summary>
    public void Link(string target, string path) => sandbox.Require(code, new ToolCommand("ln", "--symbolic", "--force", "--no-dereference", target, PlaceOf(path)));

    /// <summary>Lets systemd start a unit, as its section Install says.</summary>
    public void EnableUnit(string unit) => sandbox.Require(code, new ToolCommand("systemctl", $"--root={root}", "enable", unit));

    /// <summary>Whether a file or folder is there, and not only a link to nothing.</summary>
    public bool Exists(string path) => Resolve(path).Exists;

    /// <summary>Whether there is a name in a folder that matches one of the shell's patterns.</summary>
    public bool Matches(string folder, params IEnumerable<string> patterns) =>
        // Unlike the shell, find goes through no link, which would lead to the host.
        FindFolder(folder) is { } found
        && sandbox.Capture(code, new ToolCommand(
            "sh", ["-euc", "cd \"$1\"; shift; find . \"$@\"", "sh", found, "-mindepth", "1", "-maxdepth", "2", "(", "-false", .. patterns.SelectMany(pattern => new[] { "-o", "-path", $"./{pattern}" }), ")", "-print", "-quit"])).Length > 0;

    /// <summary>Where the sandbox sees a regular file of the root file system; null when there is none. To read a pipe or a device might never end.</summary>
    public string? FindFile(string path) => Find(path, "-f");

    /// <summary>Where the sandbox sees a folder of the root file system; null when there is none.</summary>
    public string? FindFolder(string path) => Find(path, "-d");

    private string? Find(string path, string test) => Resolve(path) is (true, var found) && sandbox.Run(new ToolCommand("test", test, found)) == 0 ? found : null;

    /// <summary>Where the sandbox sees a path of the root file system, and whether there is something.</summary>
    /// <exception cref="EdiException">The path has more links than the kernel follows, such as one to itself.</exception>
    public (bool Exists, string Path) Resolve(string path)
    {
        const int missing = 3;
        const int tooManyLinks = 4;
        string found = "";
        var command = new ToolCommand("python3", "-I", "-c", Script.Of("resolve-in-root.py"), root, path);
        int exitCode = sandbox.Run(command, line => found = line);
        return exitCode is 0 or missing
            ? (exitCode == 0, found)
            : throw new EdiException(code, exitCode == tooManyLinks
                ? $"In the root file system '{path}' leads from link to link and to no file; mend or remove these links."
                : string.Create(CultureInfo.InvariantCulture, $"'python3' ended with exit code {exitCode} when it looked for '{path}'."));
    }

    // A folder goes where a link leads; a file takes the place of a link.
    private string PlaceOf(string file) => $"{Resolve(Path.GetDirectoryName(file)!).Path}/{Path.GetFileName(file)}";

    private void CopyTo(string source, string place, string destination) => sandbox.Require(code, new ToolCommand(
        "sh", "-c", Script.Of("copy-content.sh", ("merge", Script.Of("merge-in-root.py"))), "copy-content.sh", root, source, place,
        Path.Combine(scratch, string.Create(CultureInfo.InvariantCulture, $"{_copies++}.{Path.GetFileName(destination)}"))));
}
