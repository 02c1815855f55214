using System.Globalization;

namespace Edi.Tasks.Incremental;

/// <summary>How long a step took when it last ended well, beside its stamp: an estimate for the next time, and an input of nothing.</summary>
internal static class StepDuration
{
    private const NumberStyles Format = NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite;

    /// <summary>Null when the step has never ended well, or nobody knows any more: no build fails because of an estimate.</summary>
    public static TimeSpan? Read(string stamp)
    {
        try
        {
            return double.TryParse(File.ReadAllText(FileOf(stamp)), Format, CultureInfo.InvariantCulture, out double seconds) && seconds < TimeSpan.MaxValue.TotalSeconds
                ? TimeSpan.FromSeconds(seconds)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static void Write(string stamp, TimeSpan duration) =>
        AtomicFile.Write(FileOf(stamp), string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0}\n"));

    private static string FileOf(string stamp) => Path.ChangeExtension(stamp, ".seconds");
}
