namespace Edi.Images.Tests.GenericAmd64;

/// <summary>The files of the image for PCs.</summary>
[Collection<GenericAmd64Shared>]
public sealed class GenericAmd64ImageTests(GenericAmd64Image built) : DistributableImageTests(built)
{
    [Fact]
    public async Task The_disk_has_a_gpt_with_an_efi_system_partition_first()
    {
        var table = await Image.PartitionTableAsync();
        Assert.Equal("gpt", table.Label);
        Assert.Equal(
            [("C12A7328-F81F-11D2-BA4B-00A0C93EC93B", "ESP"), ("0FC63DAF-8483-4772-8E79-3D69D8477DE4", "ROOT")],
            table.Partitions.Select(partition => (partition.Type, partition.Name)));
        Assert.Equal(512L << 20, table.Partitions[0].Size);
    }

    [Fact]
    public async Task The_firmware_finds_a_boot_loader_without_being_told() =>
        Assert.Contains("EFI/BOOT/BOOTX64.EFI", await (await BootAsync()).ListFilesAsync());

    [Fact]
    public async Task The_boot_loader_finds_a_kernel()
    {
        var boot = await BootAsync();
        var files = await boot.ListFilesAsync();
        string entry = Assert.Single(files, file => file.StartsWith("loader/entries/", StringComparison.Ordinal));
        var settings = (await boot.ReadTextAsync(entry)).Split('\n')
            .Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries))
            .Where(setting => setting.Length == 2)
            .ToLookup(setting => setting[0], setting => setting[1]);
        Assert.Contains(Assert.Single(settings["linux"]).TrimStart('/'), files);
        Assert.Contains(Assert.Single(settings["initrd"]).TrimStart('/'), files);
        Assert.Contains("root=LABEL=ROOT", Assert.Single(settings["options"]).Split(' '));
    }

    [Fact]
    public async Task The_boot_loader_has_the_initramfs_that_a_later_playbook_made()
    {
        var boot = await BootAsync();
        var root = await RootAsync();
        string made = Assert.Single(await root.ListAsync("/boot"), name => name.StartsWith("initrd.img-", StringComparison.Ordinal));
        string started = Assert.Single(await boot.ListFilesAsync(), file => file.StartsWith("debian/", StringComparison.Ordinal) && file.EndsWith(made, StringComparison.Ordinal));
        Assert.Equal(await root.ReadBytesAsync($"/boot/{made}"), await boot.ReadBytesAsync(started));
        Assert.True(await root.ExistsAsync("/etc/initramfs-tools/hooks/note"));
    }
}
