using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Incremental;

/// <summary>
/// All that a step's result depends on, as text: one <c>name=value</c> or <c>path=sha256</c> line for each input, so
/// that a diff of two fingerprints answers why a step ran. The file is written only when it differs, which is what
/// MSBuild's comparison of times needs.
/// </summary>
internal sealed class Fingerprint
{
    private readonly List<string> _lines = [];
    private readonly List<InputFile> _inputs = [];

    public Fingerprint Add(string name, string value)
    {
        _lines.Add($"{name.ReplaceLineEndings("\\n")}={value.ReplaceLineEndings("\\n")}");
        return this;
    }

    public Fingerprint Add(string name, IEnumerable<string> values) => Add(name, string.Join(' ', values));

    /// <summary>For a value that may be a secret: its digest tells a change as well.</summary>
    public Fingerprint AddHidden(string name, string value) =>
        Add(name, $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))}");

    /// <summary>For a text whose URLs may have passwords: these are masked, and the digest tells their change.</summary>
    public Fingerprint AddMasked(string name, string text)
    {
        string masked = Passwords.Mask(text);
        return masked == text ? Add(name, text) : Add(name, masked).AddHidden(name, text);
    }

    /// <summary>A file, or every file and folder below a folder, as a tool reads them that follows links.</summary>
    /// <param name="name">What stands for the path; may be empty for a folder.</param>
    /// <param name="isIgnored">Tells by its path from the folder what does not count.</param>
    public Fingerprint AddInput(string name, string path, Func<string, bool>? isIgnored = null) =>
        Directory.Exists(path) ? AddAll(name, path, InputTree.Read(path, isIgnored)) : AddFile(name, path);

    /// <summary>A file and, if it is a link, the content that it leads to.</summary>
    public Fingerprint AddFile(string name, string path)
    {
        var file = InputTree.ReadFile(path);
        _inputs.Add(file);
        return Add(name, file.Description);
    }

    /// <summary>
    /// A file, or what is in a folder by its path from there, as it is copied: a link in a folder is no more than its target's
    /// name, one in the place of the file is followed.
    /// </summary>
    /// <param name="name">What stands for the path; may be empty for a folder.</param>
    /// <param name="modes">What the copies keep of the modes.</param>
    public Fingerprint AddCopied(string name, string path, FileModes modes)
    {
        if (!Directory.Exists(path))
        {
            _inputs.Add(InputTree.ReadFile(path));
            return Add(name, FileTree.DescribeFile(new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true) ?? new FileInfo(path), modes));
        }

        _inputs.Add(InputFile.Of(new DirectoryInfo(path), isFollowed: true));
        foreach (var (below, entry) in FileTree.Walk(path))
        {
            _inputs.Add(InputFile.Of(entry, isFollowed: false));
            Add(Path.Combine(name, below), FileTree.Describe(entry, modes));
        }

        return this;
    }

    public Fingerprint AddPackages(IEnumerable<string> packages)
    {
        foreach (string package in packages)
        {
            Add($"tool.{package}", HostPackages.VersionOf(package) ?? "not a package");
        }

        return this;
    }

    // The folder itself has no line; but what comes and goes in it changes its time.
    private Fingerprint AddAll(string name, string folder, IEnumerable<(string Path, InputFile File)> entries)
    {
        _inputs.Add(InputFile.Of(new DirectoryInfo(folder), isFollowed: true));
        foreach (var (path, file) in entries)
        {
            _inputs.Add(file);
            Add(Path.Combine(name, path), file.Description);
        }

        return this;
    }

    /// <summary>The files, folders and links that it tells of, as they were when it read them.</summary>
    public IReadOnlyList<InputFile> Inputs => _inputs;

    public ImmutableArray<string> Lines => [.. _lines];

    /// <summary>The SHA-256 of all lines, in lower-case hexadecimal.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Content)));

    private string Content => string.Join('\n', _lines) + "\n";

    /// <summary>The names and values of a file that was written as a fingerprint.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Read(string path) =>
        File.ReadLines(path).Select(line => line.Split('=', 2)).Where(parts => parts.Length == 2).Select(parts => KeyValuePair.Create(parts[0], parts[1]));

    /// <summary>Writes the file when its content differs; returns whether it did.</summary>
    public bool WriteIfDifferent(string path)
    {
        if (File.Exists(path) && File.ReadAllText(path) == Content)
        {
            return false;
        }

        AtomicFile.Write(path, Content);
        return true;
    }

    /// <summary>
    /// Writes the file when its content differs. When that is what the step was built with, the file is no newer than the
    /// stamp, since a change that was taken back is none; else it is newer.
    /// </summary>
    /// <param name="builtWith">The step's stamp.</param>
    public void WriteIfDifferent(string path, string builtWith)
    {
        WriteIfDifferent(path);
        if (!File.Exists(builtWith))
        {
            return;
        }

        if (File.ReadAllText(builtWith) != Content)
        {
            StepTimes.MakeNewer(path, [builtWith]);
        }
        else if (File.GetLastWriteTimeUtc(path) > File.GetLastWriteTimeUtc(builtWith))
        {
            File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(builtWith));
        }
    }
}
