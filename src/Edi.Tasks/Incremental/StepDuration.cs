using System.Globalization;

namespace Edi.Tasks.Incremental;

/// <summary>How long a step took when it last ended well, beside its stamp: an estimate for the next time, and an input of nothing.</summary>
internal static class StepDuration
{
    /// <summary>Null when the step has never ended well, or nobody knows any more.</summary>
    public static TimeSpan? Read(string stamp) =>
        File.Exists(FileOf(stamp)) && double.TryParse(File.ReadAllText(FileOf(stamp)), NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out double seconds) && seconds < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;

    public static void Write(string stamp, TimeSpan duration) =>
        AtomicFile.Write(FileOf(stamp), string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0}\n"));

    private static string FileOf(string stamp) => Path.ChangeExtension(stamp, ".seconds");
}
