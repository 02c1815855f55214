using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Machine;
using Edi.Tasks.Processes;
using Edi.Tasks.Verify;

namespace Edi.Tasks.Tests;

/// <summary>Machines are made ready from a real disk image with two partitions, as EdiImage would leave it.</summary>
public sealed class PreparedMachineTests : IDisposable
{
    private const long BootOffset = 1 << 20;
    private const long RootOffset = 65 << 20;

    private readonly DefinitionFolder _definition = new();
    private readonly HostToolFixture _tools = new();
    private readonly string _image;
    private readonly string _folder;

    public PreparedMachineTests()
    {
        _image = _tools.Folder.At("image.img");
        _folder = _tools.Folder.CreateFolder("machine");
        using (var file = File.Create(_image))
        {
            file.SetLength(97 << 20);
        }

        Run(new ToolCommand("sfdisk", "--quiet", _image) { StandardInput = "label: dos\nstart=2048, size=131072, type=c\nstart=133120, size=65536, type=83\n" });
        Run(new ToolCommand("mkfs.vfat", "-F", "32", "--offset", "2048", _image, "65536"));
        Run(new ToolCommand("mke2fs", "-q", "-t", "ext4", "-E", $"offset={RootOffset}", _image, "32M"));
    }

    public void Dispose()
    {
        _tools.Dispose();
        _definition.Dispose();
    }

    [Fact]
    public void A_raspberry_pi_starts_what_its_settings_name()
    {
        PutOnBoot("vmlinuz-6.9", "old");
        PutOnBoot("vmlinuz-6.12", "new");
        PutOnBoot("initrd.img-6.12", "initramfs");
        PutOnBoot("bcm2837-rpi-3-b.dtb", "tree");
        PutOnBoot("cmdline.txt", "console=ttyS1,115200 root=LABEL=ROOT\n");
        PutOnBoot("config.txt", "kernel=vmlinuz-6.12\ninitramfs initrd.img-6.12 followkernel\n");
        var prepared = Prepare("raspi3b");
        var boot = Assert.IsType<BootMethod.Direct>(prepared.Setup.Boot);
        Assert.Equal(("new", "initramfs", "tree"), (File.ReadAllText(boot.Kernel), File.ReadAllText(boot.Initramfs), File.ReadAllText(boot.DeviceTree!)));
        Assert.Equal("console=ttyS1,115200 root=LABEL=ROOT", boot.CommandLine);
        Assert.Equal(4L << 30, new FileInfo(prepared.Setup.Disk).Length);
        Assert.Equal(97 << 20, new FileInfo(_image).Length);
    }

    [Fact]
    public void A_raspberry_pi_without_a_kernel_is_told_at_its_partition()
    {
        PutOnBoot("cmdline.txt", "x");
        var problem = Assert.Throws<EdiException>(() => Prepare("raspi3b")).Problems.Single();
        Assert.Equal(EdiCodes.MachineNotStarted, problem.Code);
        Assert.Contains("vmlinuz-*", problem.Message, StringComparison.Ordinal);
        Assert.Contains("found cmdline.txt", problem.Message, StringComparison.Ordinal);
        Assert.NotNull(problem.Position);
    }

    [Fact]
    public void A_machine_without_firmware_starts_the_newest_kernel_in_boot()
    {
        string kernel = _tools.Folder.Write("kernel", "kernel");
        Root().Write(
            [
                new("/boot", null, "0755"), new("/boot/vmlinuz-6.9", kernel, "0644"), new("/boot/vmlinuz-6.12", kernel, "0644"),
                new("/boot/initrd.img-6.12", kernel, "0644"),
            ],
            []);
        var boot = Assert.IsType<BootMethod.Direct>(Prepare("virt").Setup.Boot);
        Assert.Equal(("vmlinuz-6.12", "initrd.img-6.12"), (Path.GetFileName(boot.Kernel), Path.GetFileName(boot.Initramfs)));
        Assert.Equal("root=LABEL=ROOT rw console=ttyAMA0", boot.CommandLine);
    }

    [Fact]
    public void A_disk_that_was_kept_is_used_again()
    {
        PutOnBoot("vmlinuz-1", "k");
        PutOnBoot("initrd.img-1", "i");
        PutOnBoot("bcm2837-rpi-3-b.dtb", "t");
        PutOnBoot("cmdline.txt", "x");
        Prepare("raspi3b");
        Root(Path.Combine(_folder, "disk.img")).Write([new("/kept", null, "0755")], []);
        Prepare("raspi3b");
        Assert.Contains("kept", Root(Path.Combine(_folder, "disk.img")).List("/"));
    }

    [Fact]
    public void Probes_and_programs_are_put_where_systemd_finds_them()
    {
        Root().Write([new("/usr", null, "0755"), new("/usr/lib", null, "0755"), new("/usr/lib/systemd", null, "0755"), new("/usr/lib/systemd/system", null, "0755")], []);
        var definition = Definition("virt");
        string program = _tools.Folder.Write("a program", "#!/bin/sh\n");
        var nowhere = new SourcePosition("", 0, 0, 0, 0);
        ImmutableArray<Probe> probes = [new CheckProbes(TimeSpan.FromMinutes(1)).For(new CheckDefinition.Program(program, nowhere), 1)];
        new GuestFiles(probes, _folder).Place(new MachineDisk(_tools.Host, _image, definition.Image!), definition, VerifyDefinition.Default, "n0nce");
        var root = Root();
        Assert.Equal(["edi-verify.service"], root.List("/usr/lib/systemd/system/default.target.wants"));
        Assert.Equal(["0001-a program"], root.List("/edi-verify/programs"));
        Assert.Equal("exec '/edi-verify/programs/0001-a program'\n", File.ReadAllText(root.CopyTo("/edi-verify/probes/0001", _folder)));
        string script = root.CopyTo("/edi-verify/run.sh", _folder);
        Assert.StartsWith("folder=/edi-verify\nnonce=n0nce\npatience=900\nlimit=120\n", File.ReadAllText(script), StringComparison.Ordinal);
        Run(new ToolCommand("sh", "-n", script));
        Run(new ToolCommand("e2fsck", "-f", "-n", $"{_image}?offset={RootOffset}"));
    }

    private PreparedMachine Prepare(string machine) =>
        PreparedMachine.Prepare(_tools.Host, Definition(machine), _image, _folder, Path.Combine(_folder, "disk.img"), "file:/log", [new(2222, 22)]);

    private ImageDefinition Definition(string machine) => _definition.Read(
        $"{DefinitionFolder.Bootstrap}  architecture: arm64\n" +
        "image:\n  partition_table: mbr\n  partitions:\n"
        + "    10_boot: {type: fat32-lba, label: BOOT, file_system: vfat, size: 64MiB}\n"
        + "    20_root: {type: linux, label: ROOT, file_system: ext4, size: 32MiB, mount_point: /}\n"
        + $"machine: {{type: {machine}}}\n");

    private Ext4Files Root(string? disk = null) => new(_tools.Host, disk ?? _image, RootOffset);

    private void PutOnBoot(string name, string text) =>
        Run(new ToolCommand("mcopy", "-i", $"{_image}@@{BootOffset}", _tools.Folder.Write(name, text), $"::/{name}"));

    private void Run(ToolCommand command) => _tools.Host.Require(EdiCodes.ImageFailed, command);
}
