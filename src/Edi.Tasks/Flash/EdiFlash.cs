using System.Diagnostics;
using System.Globalization;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Flash;

/// <summary>
/// Writes the blocks of the image that hold data to a device or a plain file, and reads them back. Looks at the device
/// again first, since a build may have taken long (EDI7001 to EDI7005).
/// </summary>
public sealed class EdiFlash : EdiFlashTask
{
    /// <summary>The disk image; empty when the definition makes none (EDI7008).</summary>
    public string ImageFile { get; set; } = "";

    /// <summary>What EdiCheckDevice has found; EDI7001 when it is another device now.</summary>
    public string Identity { get; set; } = "";

    /// <summary>Which blocks of the image hold data.</summary>
    [Required]
    public string BlockMap { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        if (ImageFile.Length == 0)
        {
            throw new EdiException(EdiCodes.NothingToFlash, "The definition makes no disk image: it has no section 'image'. What its commands make is flashed with their own tools.");
        }

        var map = Flash.BlockMap.Read(BlockMap);
        using var log = OpenLog();
        var host = new HostToolRunner(log, Cancellation);
        var target = FindTarget(host, map.ImageSize);
        DeviceRules.CheckSame(target, Identity);
        var access = WriteAccess.Of(target, host);
        ImageItself.Check(target, ImageFile);
        var clock = Stopwatch.StartNew();
        using var live = StartLiveLine(nameof(EdiFlash));
        Show($"writing {Path.GetFileName(ImageFile)} to {target.Description}");
        try
        {
            new FlashRun(host, ImageFile, BlockMap, Show).Run(target, map, access);
        }
        catch (EdiException e)
        {
            throw log.Explain(e);
        }

        if (target is FlashTarget.Disk)
        {
            // For the files of the new partitions. A loop device that shows none answers with an error, which is in the log.
            host.Run(WriteAccess.Give(access, new ToolCommand("blockdev", "--rereadpt", target.Path)));
        }

        Tell(string.Create(
            CultureInfo.InvariantCulture,
            $"EdiFlash: {ByteSize.Format(map.MappedSize)} of {ByteSize.Format(map.ImageSize)} written to {target.Path} and read back, {clock.Elapsed.TotalSeconds:0} seconds"));

        void Show(string text)
        {
            Log.LogMessage(MessageImportance.High, "{0}", $"EdiFlash: {text}");
            live.Show(text);
        }
    }
}
