namespace Edi.Tasks.Incremental;

/// <summary>
/// MSBuild decides by the times of files. These hold also after a clock was set back: what changed is newer than all that
/// was made of it, whatever the clock says.
/// </summary>
internal static class StepTimes
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(10);

    /// <summary>Makes a file newer than all of the others.</summary>
    public static void MakeNewer(string file, IEnumerable<string> others) => Advance(file, Newest(others) + s_tick);

    /// <summary>Makes a file at least as new as all of the others.</summary>
    public static void MakeNotOlder(string file, IEnumerable<string> others) => Advance(file, Newest(others));

    private static void Advance(string file, DateTime time)
    {
        if (File.GetLastWriteTimeUtc(file) < time)
        {
            File.SetLastWriteTimeUtc(file, time);
        }
    }

    private static DateTime Newest(IEnumerable<string> files) =>
        files.Where(File.Exists).Select(File.GetLastWriteTimeUtc).DefaultIfEmpty(DateTime.UnixEpoch).Max();
}
