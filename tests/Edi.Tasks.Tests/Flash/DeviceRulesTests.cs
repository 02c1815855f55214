using Edi.Tasks.Diagnostics;
using Edi.Tasks.Flash;

namespace Edi.Tasks.Tests;

/// <summary>What no image may be written to, and what one may be.</summary>
public sealed class DeviceRulesTests
{
    private const long ImageSize = 2 * Devices.GiB;

    /// <summary>A disk, what it is refused with, and a part of the message. Force makes no difference to any of them.</summary>
    private static readonly Dictionary<string, (BlockDevice Device, EdiCode Code, string Message)> s_refused = new()
    {
        ["mounted"] = (Devices.Disk(Devices.Part("sdb1", "vfat", "BOOT", "/media/me/BOOT")), EdiCodes.DeviceInUse, "/dev/sdb1 is mounted at /media/me/BOOT"),
        ["mounted as a whole"] = (Devices.Disk() with { MountPoints = ["/mnt"] }, EdiCodes.DeviceInUse, "/dev/sdb is mounted at /mnt"),
        ["holds the running system"] = (Devices.Disk(Devices.Part("sdb1", "ext4", "", "/")), EdiCodes.DeviceInUse, "The running system is on this disk, at /:"),
        ["holds its boot files"] = (Devices.Disk(Devices.Part("sdb1", "vfat", "", "/boot/efi")), EdiCodes.DeviceInUse, "The running system is on this disk, at /boot/efi:"),
        ["holds the running system in a volume that is encrypted"] = (
            Devices.Disk(Devices.Part("sdb1") with { Children = [Devices.Device("dm-0", "crypt", Devices.GiB, Devices.Device("dm-1", "lvm", Devices.GiB) with { MountPoints = ["/"] })] }),
            EdiCodes.DeviceInUse, "The running system is on this disk, at /:"),
        ["swap space"] = (Devices.Disk(Devices.Part("sdb1"), Devices.Part("sdb2", "swap", "", "[SWAP]")), EdiCodes.DeviceInUse, "'sudo swapoff /dev/sdb2'"),
        ["in an array that is not mounted"] = (Devices.Disk(Devices.Part("sdb1") with { Children = [Devices.Device("md0", "raid1", Devices.GiB)] }), EdiCodes.DeviceInUse, "The kernel uses this disk for /dev/md0 (raid1)"),
        ["a partition"] = (Devices.Part("sdb1", "vfat"), EdiCodes.DeviceUnfit, "found the partition /dev/sdb1 (1 GiB; vfat)"),
        ["a mounted partition"] = (Devices.Part("sdb1", "ext4", "", "/"), EdiCodes.DeviceUnfit, "name the disk"),
        ["a drive for CDs"] = (Devices.Disk() with { Type = "rom" }, EdiCodes.DeviceUnfit, "a drive for CDs"),
        ["no medium"] = (Devices.Disk() with { Size = 0 }, EdiCodes.DeviceUnfit, "There is no medium in /dev/sdb (SanDisk Ultra, usb, no medium;"),
        ["read-only"] = (Devices.Disk() with { IsReadOnly = true }, EdiCodes.DeviceUnfit, "cannot be written"),
        ["too small"] = (Devices.Disk() with { Size = ImageSize - 1 }, EdiCodes.DeviceTooSmall, "The image has 2 GiB (2147483648 bytes), the device 2 GiB (2147483647 bytes)"),
        ["a loop device that is mounted"] = (Devices.Device("loop0", "loop", ImageSize) with { MountPoints = ["/mnt"] }, EdiCodes.DeviceInUse, "/dev/loop0 is mounted at /mnt"),
    };

    public static TheoryData<string> Refused => [.. s_refused.Keys];

    [Theory]
    [MemberData(nameof(Refused))]
    public void It_is_refused(string what)
    {
        var (device, code, message) = s_refused[what];
        foreach (bool force in new[] { false, true })
        {
            var problem = Assert.Throws<EdiException>(() => Check(device, force)).Problems.Single();
            Assert.Equal(code, problem.Code);
            Assert.Contains(message, problem.Message, StringComparison.Ordinal);
            Assert.Contains(DeviceText.Describe(device), problem.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("disk")]
    [InlineData("lvm")]
    public void What_cannot_be_taken_out_needs_force(string type)
    {
        var fixedDisk = Devices.Device("sda", type, ImageSize);
        var problem = Assert.Throws<EdiException>(() => Check(fixedDisk, force: false)).Problems.Single();
        Assert.Equal(EdiCodes.DeviceFixed, problem.Code);
        Assert.Contains("-p:EdiFlashForce=true", problem.Message, StringComparison.Ordinal);
        Check(fixedDisk, force: true);
    }

    [Fact]
    public void A_removable_disk_of_the_images_size_will_do() => Check(Devices.Disk(Devices.Part("sdb1", "vfat", "BOOT")) with { Size = ImageSize }, force: false);

    [Fact]
    public void A_loop_device_will_do() => Check(Devices.Device("loop0", "loop", ImageSize), force: false);

    [Fact]
    public void A_plain_file_will_do() => DeviceRules.Check(new FlashTarget.PlainFile("/tmp/card.img"), ImageSize, force: false);

    [Fact]
    public void Before_there_is_an_image_its_size_does_not_matter() => DeviceRules.Check(new FlashTarget.Disk(Devices.Disk() with { Size = 1 }), imageSize: null, force: false);

    [Fact]
    public void A_medium_that_was_put_in_since_the_first_look_is_refused()
    {
        var target = new FlashTarget.Disk(Devices.Disk() with { Sequence = "12" });
        DeviceRules.CheckSame(target, target.Identity);
        var problem = Assert.Throws<EdiException>(() => DeviceRules.CheckSame(target, "11")).Problems.Single();
        Assert.Equal(EdiCodes.DeviceUnfit, problem.Code);
        Assert.StartsWith("Another medium was put in while the image was built: /dev/sdb is now /dev/sdb (", problem.Message, StringComparison.Ordinal);
    }

    private static void Check(BlockDevice device, bool force) => DeviceRules.Check(new FlashTarget.Disk(device), ImageSize, force);
}
