namespace Edi.Tasks.Report;

/// <summary>The reports on this image and on the one before, so that a report that is made again says the same.</summary>
/// <param name="data">The file of the report on this image.</param>
internal sealed class ReportFiles(string data)
{
    private readonly string _previous = Path.Combine(Path.GetDirectoryName(data)!, "previous.json");

    /// <summary>Keeps a report, and returns the one on the image before; null when there is none.</summary>
    public ImageReport? Keep(ImageReport report)
    {
        // One that has been reported on already is not the one before.
        if (ImageReport.TryRead(data) is { } last && last.Digest != report.Digest)
        {
            last.Write(_previous);
        }

        report.Write(data);
        return ImageReport.TryRead(_previous);
    }
}
