using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Processes;

/// <summary>A mount: where it is, and its own options, without those of its file system.</summary>
internal sealed record Mount(string Point, ImmutableArray<string> Options);

/// <summary>What is mounted, from /proc/self/mountinfo, see proc(5).</summary>
internal sealed partial class MountTable(ImmutableArray<Mount> mounts)
{
    public static MountTable Read() => Parse(File.ReadLines("/proc/self/mountinfo"));

    internal static MountTable Parse(IEnumerable<string> lines) =>
        new([.. lines.Select(line => line.Split(' ')).Select(fields => new Mount(Unescape(fields[4]), [.. fields[5].Split(',')]))]);

    /// <summary>The mount that a path lies on; the path need not exist yet.</summary>
    public Mount Of(string path)
    {
        string full = Path.GetFullPath(path);
        // The last of those with the longest path covers the others.
        return mounts.Where(mount => Contains(mount.Point, full)).OrderBy(mount => mount.Point.Length).Last();
    }

    /// <summary>The mounts at or below a folder.</summary>
    public ImmutableArray<Mount> Below(string folder) => [.. mounts.Where(mount => Contains(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), mount.Point))];

    private static bool Contains(string folder, string path) =>
        folder == "/" || path == folder || path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);

    private static string Unescape(string field) =>
        Octal().Replace(field, match => ((char)Convert.ToInt32(match.Groups[1].Value, 8)).ToString());

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Octal();
}
