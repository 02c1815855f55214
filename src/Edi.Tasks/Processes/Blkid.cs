namespace Edi.Tasks.Processes;

/// <summary>Asks blkid(8) what lies on a device or in a piece of a file, and not what udev remembers.</summary>
internal static class Blkid
{
    private const int NothingKnown = 2;

    /// <summary>Its words and their values, such as TYPE and LABEL; none when it knows nothing there; null when it could not read.</summary>
    /// <param name="arguments">The file, and where in it.</param>
    public static Dictionary<string, string>? Probe(IToolRunner runner, params string[] arguments)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        int exitCode = runner.Run(
            new ToolCommand("blkid", ["--probe", "--output", "export", .. arguments]),
            line => found[line.Split('=')[0]] = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        return exitCode is 0 or NothingKnown ? found : null;
    }
}
