using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Flash;

/// <summary>Whether an image may be written to a device. Whatever refuses it names what was found there.</summary>
internal static class DeviceRules
{
    /// <summary>lsblk's mount point of swap space.</summary>
    public const string Swap = "[SWAP]";

    /// <param name="imageSize">Bytes; null as long as nobody knows.</param>
    /// <param name="force">Whether a disk that cannot be taken out is meant. Nothing makes one right that is in use.</param>
    /// <exception cref="EdiException">EDI7001 to EDI7004.</exception>
    public static void Check(FlashTarget target, long? imageSize, bool force)
    {
        if (target is FlashTarget.Disk { Device: var device } && Refuse(device, imageSize, force) is { } problem)
        {
            throw new EdiException([problem]);
        }
    }

    /// <param name="identity">That of the device which was looked at before the build.</param>
    /// <exception cref="EdiException">EDI7001, when it was taken out since, and another one has its name.</exception>
    public static void CheckSame(FlashTarget target, string identity)
    {
        if (target.Identity != identity)
        {
            throw new EdiException(EdiCodes.DeviceUnfit, $"Another medium was put in while the image was built: {target.Path} is now {target.Description}. Nothing was written. If it is the one that you mean, start again.");
        }
    }

    private static EdiProblem? Refuse(BlockDevice device, long? imageSize, bool force)
    {
        string found = DeviceText.Describe(device);
        return device switch
        {
            { Type: "rom" } => new(EdiCodes.DeviceUnfit, $"Expected a disk, found a drive for CDs: {found}."),
            { IsPartition: true } => new(EdiCodes.DeviceUnfit, $"Expected a whole disk, found the partition {found}. An image has a partition table of its own: name the disk that the partition is on."),
            _ when SystemMount(device) is { } point => new(EdiCodes.DeviceInUse, $"The running system is on this disk, at {point}: {found}. Nothing was written, and no option changes that."),
            _ when device.Tree.FirstOrDefault(part => part.MountPoints.Contains(Swap)) is { } swap => new(EdiCodes.DeviceInUse, $"{swap.Path} is in use as swap space, and is on this disk: {found}. 'sudo swapoff {swap.Path}' ends that."),
            _ when device.Tree.FirstOrDefault(part => !part.MountPoints.IsEmpty) is { } mounted => new(EdiCodes.DeviceInUse, $"{mounted.Path} is mounted at {mounted.MountPoints[0]}, and is on this disk: {found}. 'sudo umount {mounted.MountPoints[0]}' ends that."),
            _ when device.Tree.Skip(1).FirstOrDefault(part => !part.IsPartition) is { } holder => new(EdiCodes.DeviceInUse, $"The kernel uses this disk for {holder.Path} ({holder.Type}): {found}. Stop that first; 'lsblk {device.Path}' shows it."),
            { Size: 0 } => new(EdiCodes.DeviceUnfit, $"There is no medium in {found}. Put one in."),
            { IsReadOnly: true } => new(EdiCodes.DeviceUnfit, $"The device cannot be written: {found}. A card may have a switch for that on its edge."),
            { IsRemovable: false, IsLoop: false } when !force => new(EdiCodes.DeviceFixed, $"Expected a disk that can be taken out, found {found}. If it is the one that you mean, and all that is on it may go, add '-p:EdiFlashForce=true'."),
            _ when imageSize > device.Size => new(EdiCodes.DeviceTooSmall, $"The image has {ByteSize.Format(imageSize.Value)} ({imageSize} bytes), the device {ByteSize.Format(device.Size)} ({device.Size} bytes): {found}."),
            _ => null,
        };
    }

    private static string? SystemMount(BlockDevice device) =>
        device.Tree.SelectMany(part => part.MountPoints).FirstOrDefault(point => point is "/" or "/usr" or "/boot" or "/boot/efi" or "/boot/firmware" or "/etc" or "/var");
}
