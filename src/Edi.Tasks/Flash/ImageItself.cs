using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Flash;

/// <summary>Refuses to write an image onto itself, which would leave nothing of it.</summary>
internal static class ImageItself
{
    /// <exception cref="EdiException">EDI7001.</exception>
    public static void Check(FlashTarget target, string image)
    {
        string file = target switch
        {
            FlashTarget.PlainFile plain => plain.Path,
            FlashTarget.Disk disk => BackingFile(disk.Device),
            _ => "",
        };
        if (File.Exists(file) && FileIdentity.Of(file) == FileIdentity.Of(image))
        {
            throw new EdiException(EdiCodes.DeviceUnfit, $"{target.Path} is the image itself, {image}. Name another file, or a device.");
        }
    }

    private static string BackingFile(BlockDevice device)
    {
        string file = $"/sys/class/block/{device.KernelName}/loop/backing_file";
        return File.Exists(file) ? File.ReadAllText(file).TrimEnd('\n') : "";
    }
}
