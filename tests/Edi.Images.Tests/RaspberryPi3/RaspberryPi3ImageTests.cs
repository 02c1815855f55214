using System.Text.RegularExpressions;

namespace Edi.Images.Tests.RaspberryPi3;

/// <summary>The example's files.</summary>
[Collection<RaspberryPi3Shared>]
public sealed partial class RaspberryPi3ImageTests(RaspberryPi3Image built) : DistributableImageTests(built)
{
    // The board's boot ROM reads no other table and no other type.
    [Fact]
    public async Task The_disk_has_an_mbr_with_a_fat_partition_first()
    {
        var table = await Image.PartitionTableAsync();
        Assert.Equal("dos", table.Label);
        Assert.Equal(["c", "83"], table.Partitions.Select(partition => partition.Type));
        Assert.Equal(512L << 20, table.Partitions[0].Size);
    }

    [Theory]
    [InlineData("^bootcode.bin$")]
    [InlineData("^start.*[.]elf$")]
    [InlineData("^fixup.*[.]dat$")]
    [InlineData("^bcm2837-rpi-3-b[.]dtb$")]
    [InlineData("^vmlinuz-")]
    [InlineData("^initrd[.]img-")]
    [InlineData("^config[.]txt$")]
    [InlineData("^cmdline[.]txt$")]
    public async Task The_firmware_finds(string file) =>
        Assert.Contains(await (await BootAsync()).ListFilesAsync(), name => Regex.IsMatch(name, file));

    [Fact]
    public async Task The_firmware_is_told_which_kernel_to_start()
    {
        var boot = await BootAsync();
        var files = await boot.ListFilesAsync();
        string config = await boot.ReadTextAsync("config.txt");
        Assert.Contains(KernelSetting().Match(config).Groups[1].Value, files);
        Assert.Contains(InitramfsSetting().Match(config).Groups[1].Value, files);
    }

    [Fact]
    public async Task The_kernel_finds_its_root_wherever_the_card_is()
    {
        string commandLine = await (await BootAsync()).ReadTextAsync("cmdline.txt");
        Assert.Contains("root=LABEL=RASPIROOT", commandLine.Split(' ', '\n'));
        Assert.DoesNotContain("/dev/mmcblk", commandLine, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^kernel=(\S+)", RegexOptions.Multiline)]
    private static partial Regex KernelSetting();

    [GeneratedRegex(@"^initramfs (\S+)", RegexOptions.Multiline)]
    private static partial Regex InitramfsSetting();
}
