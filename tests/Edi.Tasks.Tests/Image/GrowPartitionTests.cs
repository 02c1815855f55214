using System.Text.RegularExpressions;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Image;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

/// <summary>
/// The program of the SDK's playbooks that grows the root file system's partition on the first boot: with each of a
/// definition's partition tables, on a disk that is larger than the image.
/// </summary>
public sealed partial class GrowPartitionTests : IDisposable
{
    private const long MiB = 1 << 20;
    private const string Script = "src/Edi.Sdk/plugins/playbooks/debian/machine/roles/grow_root/files/grow-partition";

    private static readonly string[] s_hybrid = ["--label-nested", "dos"];

    private readonly HostToolFixture _tools = new();
    private readonly DefinitionFolder _folder = new();

    public void Dispose()
    {
        _tools.Dispose();
        _folder.Dispose();
    }

    // The disk has 128 MiB, of which a GPT's second copy takes the last 33 sectors.
    [Theory]
    [InlineData("mbr", "", 2, 262144 - 73728)]
    [InlineData("gpt", "", 2, 262144 - 73728 - 33)]
    [InlineData("hybrid", "mbr_type: linux", 2, 262144 - 73728 - 33)]
    [InlineData("hybrid", "", 2, 262144 - 73728 - 33)] // Only in the GPT.
    [InlineData("mbr", "data", 2, 65536)]
    [InlineData("gpt", "data", 2, 65536)]
    [InlineData("hybrid", "data, mbr_type: linux", 2, 65536)]
    [InlineData("gpt", "data after a gap", 2, 65536 + 16384)]
    [InlineData("hybrid", "data after a gap, mbr_type: linux", 2, 65536 + 16384)]
    public void A_partition_grows_into_the_free_space_behind_it_and_all_else_stays(string table, string root, int number, long sectors)
    {
        string disk = WriteDisk(table, root);
        string[] before = Dump(disk), mbrBefore = table == "hybrid" ? Dump(disk, s_hybrid) : [];
        Grow(disk, number);
        Assert.Equal(Grown(before, number, sectors), Dump(disk));
        if (table == "hybrid")
        {
            // The first partition, the root where it is listed, and the GPT.
            bool isListed = root.Contains("mbr_type", StringComparison.Ordinal);
            Assert.Equal(isListed ? 3 : 2, mbrBefore.Length);
            Assert.Equal(isListed ? Grown(mbrBefore, number, sectors) : mbrBefore, Dump(disk, s_hybrid));
        }

        Assert.Contains("No errors detected.", Run("sfdisk", "--verify", disk), StringComparison.Ordinal);
        byte[] once = File.ReadAllBytes(disk);
        Grow(disk, number);
        Assert.Equal(once, File.ReadAllBytes(disk));
    }

    [Fact]
    public void What_a_loss_of_power_left_undone_is_done_the_next_time()
    {
        string disk = WriteDisk("hybrid", "mbr_type: linux");
        string[] mbr = Dump(disk, s_hybrid);
        Run("sh", "-c", "echo ', +' | sfdisk --quiet --no-reread --no-tell-kernel -N 2 \"$1\"", "sh", disk);
        Assert.Equal(mbr, Dump(disk, s_hybrid));
        Grow(disk, 2);
        Assert.Equal(Grown(mbr, 2, 262144 - 73728 - 33), Dump(disk, s_hybrid));
    }

    // A definition has none, a disk that was partitioned by hand may.
    [Fact]
    public void A_logical_partition_grows_with_the_extended_one_that_it_lies_in()
    {
        string disk = Write(128 * MiB, "label: dos\nstart=2048, size=20480, type=c\nstart=30000, size=60000, type=5\nstart=32048, size=20480\n");
        string[] before = Dump(disk);
        Grow(disk, 5);
        Assert.Equal(Grown(Grown(before, 2, 262144 - 30000), 5, 262144 - 32048), Dump(disk));
    }

    [Theory]
    [InlineData("btrfs")]
    [InlineData("xfs")]
    public void The_kernel_is_told_while_the_partition_is_mounted(string fileSystem)
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can attach and mount a disk.");
        string disk = Write(400 * MiB, "label: gpt\nstart=2048, size=32768\nstart=34816, size=700000\n");
        string sizes = Run("unshare", "--mount", "sh", "-euc",
            """
            truncate --size=600M "$1"
            device=$(losetup --partscan --find --show "$1")
            trap 'umount "$2"; partx --delete "$device"; losetup --detach "$device"' EXIT
            partx --update "$device" >&2
            "mkfs.$3" "${device}p2" >&2
            mount "${device}p2" "$2"
            df --output=size "$2" | tail -n 1
            sh "$4" "$device" 2 >&2
            /usr/lib/systemd/systemd-growfs "$2" >&2
            df --output=size "$2" | tail -n 1
            """,
            "sh", disk, _tools.Folder.CreateFolder("mounted"), fileSystem, Repository.PathOf(Script));
        long[] kibibytes = [.. sizes.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(size => long.Parse(size, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.InRange(kibibytes[1] - kibibytes[0], 200 << 10, 250 << 10);
    }

    /// <summary>An image of a definition, on a disk of 128 MiB.</summary>
    private string WriteDisk(string table, string root)
    {
        string mbrType = root.Split(',').LastOrDefault(word => word.Contains("mbr_type", StringComparison.Ordinal)) is { } word ? $", {word.Trim()}" : "";
        string place = root.StartsWith("data after a gap", StringComparison.Ordinal) ? ", offset: 76MiB" : "";
        string data = root.StartsWith("data", StringComparison.Ordinal) ? $"    30_data: {{type: linux, label: DATA, file_system: ext4, size: 8MiB, mount_point: /srv{place}}}\n" : "";
        var definition = _folder.Read(DefinitionFolder.Bootstrap +
            $$"""
            image:
              partition_table: {{table}}
              partitions:
                10_boot: {type: {{(table == "mbr" ? "fat32-lba" : "esp")}}, label: BOOT, file_system: vfat, size: 35MiB, mount_point: /boot/efi{{(table == "hybrid" ? ", mbr_type: fat32-lba, bootable: true" : "")}}}
                20_root: {type: linux, label: ROOT, file_system: ext4, size: 32MiB, mount_point: /{{mbrType}}}

            """ + data);
        var plan = DiskPlan.Of(definition.Image!, new StableIds(definition), _ => 0, _ => 0);
        string disk = Write(plan.Size, plan.SfdiskScript());
        if (plan.HybridScript() is { } hybrid)
        {
            Partition(disk, hybrid, s_hybrid);
        }

        using var file = File.OpenWrite(disk);
        file.SetLength(128 * MiB);
        return disk;
    }

    private string Write(long size, string script)
    {
        string disk = _tools.Folder.Write("disk.img", "");
        using (var file = File.OpenWrite(disk))
        {
            file.SetLength(size);
        }

        Partition(disk, script);
        using var larger = File.OpenWrite(disk);
        larger.SetLength(Math.Max(size, 128 * MiB));
        return disk;
    }

    private void Partition(string disk, string script, params string[] options) => _tools.Host.Capture(
        EdiCodes.ImageFailed,
        new ToolCommand("sfdisk", ["--quiet", "--wipe", "never", "--no-reread", "--no-tell-kernel", .. options, disk]) { StandardInput = script });

    private void Grow(string disk, int number) => Run("sh", Repository.PathOf(Script), disk, $"{number}");

    /// <summary>The partitions' lines, without the spaces that align them.</summary>
    private string[] Dump(string disk, params string[] options) =>
        [.. Run("sfdisk", ["--dump", .. options, disk]).Split('\n').Where(line => line.Contains("start=", StringComparison.Ordinal)).Select(line => Spaces().Replace(line, " "))];

    private static string[] Grown(string[] partitions, int number, long sectors) =>
        [.. partitions.Select(line => line.Contains($".img{number} :", StringComparison.Ordinal) ? Size().Replace(line, $"size= {sectors},") : line)];

    private string Run(string program, params string[] arguments) => _tools.Host.Capture(EdiCodes.ImageFailed, new ToolCommand(program, [.. arguments]));

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();

    [GeneratedRegex("size= [0-9]+,")]
    private static partial Regex Size();
}
