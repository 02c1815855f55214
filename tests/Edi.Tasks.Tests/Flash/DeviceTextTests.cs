using Edi.Tasks.Flash;

namespace Edi.Tasks.Tests;

public sealed class DeviceTextTests
{
    [Fact]
    public void A_disk_is_named_with_all_that_was_found_on_it() => Assert.Equal(
        "/dev/sdb (SanDisk Ultra, usb, 16 GiB; partition table dos: sdb1 vfat 'BOOT' 1 GiB mounted at /media/BOOT, sdb2 1 GiB with dm-0 crypt ext4 2 GiB mounted at /a mounted at /b)",
        DeviceText.Describe(Devices.Disk(
            Devices.Part("sdb1", "vfat", "BOOT", "/media/BOOT"),
            Devices.Part("sdb2") with { Children = [Devices.Device("dm-0", "crypt", 2 * Devices.GiB) with { Content = "ext4", MountPoints = ["/a", "/b"] }] })));

    [Fact]
    public void A_disk_without_partitions_may_have_a_file_system() => Assert.Equal(
        "/dev/loop0 (1 GiB; ext4 'data' mounted at /mnt)",
        DeviceText.Describe(Devices.Device("loop0", "loop", Devices.GiB) with { Content = "ext4", Label = "data", MountPoints = ["/mnt"] }));

    [Fact]
    public void A_disk_may_be_empty() => Assert.Equal("/dev/loop0 (1 GiB; unknown content)", DeviceText.Describe(Devices.Device("loop0", "loop", Devices.GiB)));

    [Fact]
    public void Partitions_may_be_known_without_their_table() => Assert.Equal(
        "/dev/sdb (1 GiB; sdb1 swap 1 GiB, in use as swap space)",
        DeviceText.Describe(Devices.Device("sdb", "disk", Devices.GiB, Devices.Part("sdb1", "swap", "", "[SWAP]"))));
}
