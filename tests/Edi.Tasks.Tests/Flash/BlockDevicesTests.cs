using Edi.Tasks.Flash;

namespace Edi.Tasks.Tests;

public sealed class BlockDevicesTests
{
    private const string Json =
        """
        {"blockdevices": [
          {"path":"/dev/sda", "kname":"sda", "type":"disk", "size":500107862016, "ro":false, "rm":false, "hotplug":false, "tran":"sata", "vendor":"ATA     ", "model":"Samsung SSD 860", "pttype":"gpt", "fstype":null, "label":null, "partlabel":null, "mountpoints":[null],
           "children": [
             {"path":"/dev/sda1", "kname":"sda1", "type":"part", "size":536870912, "ro":false, "rm":false, "hotplug":false, "tran":null, "vendor":null, "model":null, "pttype":"gpt", "fstype":"vfat", "label":null, "partlabel":"EFI System", "mountpoints":["/boot/efi"]},
             {"path":"/dev/sda2", "kname":"sda2", "type":"part", "size":499569000448, "ro":false, "rm":false, "hotplug":false, "tran":null, "vendor":null, "model":null, "pttype":"gpt", "fstype":"crypto_LUKS", "label":null, "partlabel":null, "mountpoints":[null],
              "children": [
                {"path":"/dev/mapper/root", "kname":"dm-0", "type":"crypt", "size":499552223232, "ro":false, "rm":false, "hotplug":false, "tran":null, "vendor":null, "model":null, "pttype":null, "fstype":"ext4", "label":"root", "partlabel":null, "mountpoints":["/var/lib/x","/"]}
              ]}
           ]},
          {"path":"/dev/mmcblk0", "kname":"mmcblk0", "type":"disk", "size":15931539456, "ro":false, "rm":false, "hotplug":true, "tran":null, "vendor":null, "model":null, "pttype":null, "fstype":null, "label":null, "partlabel":null, "mountpoints":[null]},
          {"path":"/dev/vda", "kname":"vda", "type":"disk", "size":1024, "ro":true, "rm":true, "hotplug":false, "tran":null, "vendor":"0x1af4", "model":null, "pttype":null, "fstype":"ext4", "label":"x", "partlabel":null, "mountpoints":[]}
        ]}
        """;

    [Fact]
    public void The_tree_is_read_with_all_that_lies_on_a_disk()
    {
        var disk = BlockDevices.Parse(Json, _ => false)[0];
        Assert.Equal(("/dev/sda", "ATA Samsung SSD 860", "sata", "partition table gpt", 500107862016), (disk.Path, disk.Model, disk.Transport, disk.Content, disk.Size));
        Assert.Equal(["sda", "sda1", "sda2", "dm-0"], disk.Tree.Select(device => device.KernelName));
        Assert.Equal(["", "vfat", "crypto_LUKS", "ext4"], disk.Tree.Select(device => device.Content).Skip(1).Prepend(""));
        Assert.Equal(["", "EFI System", "", "root"], disk.Tree.Select(device => device.Label));
        Assert.Equal(["/boot/efi", "/var/lib/x", "/"], disk.Tree.SelectMany(device => device.MountPoints));
    }

    [Theory]
    [InlineData(false, true)] // A card.
    [InlineData(true, false)] // A chip on the same kind of bus.
    public void A_card_can_be_taken_out_and_a_soldered_chip_cannot(bool isEmbedded, bool isRemovable) =>
        Assert.Equal(isRemovable, BlockDevices.Parse(Json, name => isEmbedded && name == "mmcblk0")[1].IsRemovable);

    [Fact]
    public void A_number_is_no_name()
    {
        var disk = BlockDevices.Parse(Json, _ => true)[2];
        Assert.Equal(("", "ext4", true, true), (disk.Model, disk.Content, disk.IsReadOnly, disk.IsRemovable));
    }

    [Fact]
    public void No_devices_are_no_fault() => Assert.Empty(BlockDevices.Parse("""{"blockdevices": []}""", _ => false));
}
