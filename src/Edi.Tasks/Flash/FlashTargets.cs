using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Flash;

/// <summary>Finds out what a path is that somebody wants an image written to.</summary>
internal sealed class FlashTargets(IToolRunner host)
{
    /// <param name="path">As the user wrote it, made absolute; empty when nobody did.</param>
    /// <exception cref="EdiException">EDI7001, when there is nothing that an image could be written to.</exception>
    public FlashTarget Find(string path)
    {
        if (path.Length == 0)
        {
            throw Unfit("EdiFlash needs the device to write to: -p:Device=/dev/sdX.");
        }

        // by-id and its like are links.
        string target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        return Kind(target) switch
        {
            "block special file" => new FlashTarget.Disk(BlockDevices.Read(host, target)),
            "regular file" or "regular empty file" => new FlashTarget.PlainFile(target),
            "" when IsBelowDev(target) => throw Unfit($"There is no device {path}."),
            "" when !Directory.Exists(Path.GetDirectoryName(target)) => throw Unfit($"There is no file {path}, nor a folder to make it in."),
            "" => new FlashTarget.PlainFile(target),
            var other => throw Unfit($"{path} is a {other}. Expected a disk or a plain file."),
        };
    }

    // Empty when there is nothing.
    private string Kind(string path)
    {
        string kind = "";
        int exitCode = host.Run(new ToolCommand("stat", "--format=%F", "--", path), line => kind = line);
        return exitCode == 0 ? kind : "";
    }

    // A file there would be memory, made by a slip of the pen.
    private static bool IsBelowDev(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    private EdiException Unfit(string message) => new(EdiCodes.DeviceUnfit, $"{message} {Found(BlockDevices.FindRemovable(host))}");

    private static string Found(ImmutableArray<BlockDevice> disks) => disks.IsEmpty
        ? "Removable disks found: none."
        : $"Removable disks found:{string.Concat(disks.Select(disk => $"{Environment.NewLine}  {DeviceText.Describe(disk)}"))}";
}
