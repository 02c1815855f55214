using Edi.Tasks.Machine;

namespace Edi.Tasks.Tests;

/// <summary>The command of each kind of machine.</summary>
public sealed class QemuMachineTests
{
    private static readonly BootMethod s_uefi = new BootMethod.Uefi("/firmware.fd", "/m/variables.fd");
    private static readonly BootMethod s_direct = new BootMethod.Direct("/m/vmlinuz-6", "/m/initrd.img-6", null, "root=LABEL=ROOT");

    [Fact]
    public void A_pc_with_uefi() => Assert.Equal(
        "qemu-system-x86_64 -nodefaults -display none -M q35 -accel tcg -cpu Nehalem -smp 2 -m 1024M "
        + "-drive if=pflash,format=raw,unit=0,readonly=on,file=/firmware.fd -drive if=pflash,format=raw,unit=1,file=/m/variables.fd "
        + "-smbios 'type=11,value=io.systemd.boot.kernel-cmdline-extra=systemd.default_device_timeout_sec=900 systemd.default_timeout_start_sec=900' "
        + "-serial file:/m/serial.log -drive if=virtio,format=raw,file=/m/disk.img -netdev user,id=n0 -device virtio-net-pci,netdev=n0",
        Command(new Q35Machine(), s_uefi));

    [Fact]
    public void A_pc_with_a_bios_on_the_hosts_processor() => Assert.Equal(
        "qemu-system-x86_64 -nodefaults -display none -M q35 -accel kvm -cpu host -smp 2 -m 1024M "
        + "-serial file:/m/serial.log -drive if=virtio,format=raw,file=/m/disk.img -netdev user,id=n0 -device virtio-net-pci,netdev=n0",
        Command(new Q35Machine(), new BootMethod.Bios(), accelerated: true));

    [Fact]
    public void A_raspberry_pi_has_a_card_a_usb_network_and_its_console_on_the_second_port() => Assert.Equal(
        "qemu-system-aarch64 -nodefaults -display none -M raspi3b -smp 4 -m 1024M -kernel /m/k -initrd /m/i -dtb /m/d "
        + "-append 'a b systemd.default_device_timeout_sec=900 systemd.default_timeout_start_sec=900' "
        + "-serial null -serial file:/m/serial.log -drive if=sd,format=raw,file=/m/disk.img -netdev user,id=n0 -device usb-net,netdev=n0",
        Command(new RaspberryPi3Machine(), new BootMethod.Direct("/m/k", "/m/i", "/m/d", "a b")));

    [Theory]
    [InlineData("arm64", "qemu-system-aarch64", "-M virt -accel tcg -cpu cortex-a57")]
    [InlineData("armhf", "qemu-system-arm", "-M virt,highmem=off -accel tcg -cpu cortex-a15")]
    [InlineData("riscv64", "qemu-system-riscv64", "-M virt -accel tcg -smp")]
    public void A_generic_machine_imitates_a_processor_of_its_architecture(string architecture, string program, string arguments)
    {
        string command = Command(new VirtMachine(architecture), s_direct);
        Assert.StartsWith($"{program} -nodefaults -display none {arguments}", command, StringComparison.Ordinal);
        Assert.Contains("-kernel /m/vmlinuz-6 -initrd /m/initrd.img-6 -append", command, StringComparison.Ordinal);
    }

    [Fact]
    public void An_accelerated_machine_has_the_hosts_interrupt_controller_and_a_real_machines_patience()
    {
        string command = Command(new VirtMachine("arm64"), s_direct, accelerated: true);
        Assert.Contains("-M virt,gic-version=host -accel kvm -cpu host", command, StringComparison.Ordinal);
        Assert.Contains("-append root=LABEL=ROOT ", command, StringComparison.Ordinal);
    }

    [Fact]
    public void Ports_are_forwarded_from_this_host_only() =>
        Assert.Contains(
            "user,id=n0,hostfwd=tcp:127.0.0.1:2222-:22,hostfwd=tcp:127.0.0.1:8081-:80",
            new Q35Machine().Start(Setup(s_uefi, false) with { Ports = [new(2222, 22), new(8081, 80)] }).Arguments);

    [Fact]
    public void A_comma_in_a_path_does_not_end_it() =>
        Assert.Contains("if=virtio,format=raw,file=/a,,b.img", new Q35Machine().Start(Setup(s_uefi, false) with { Disk = "/a,b.img" }).Arguments);

    [Theory]
    [InlineData(1L << 30, 4L << 30)]
    [InlineData(4L << 30, 4L << 30)]
    [InlineData((4L << 30) + 1, 8L << 30)]
    public void A_card_is_a_power_of_two(long image, long card) => Assert.Equal(card, new RaspberryPi3Machine().DiskSize(image));

    [Theory]
    [InlineData(1L << 30, 4L << 30)]
    [InlineData((5L << 30) + 1, (5L << 30) + (1 << 20))]
    public void Another_disk_is_whole_mebibytes(long image, long disk) => Assert.Equal(disk, new Q35Machine().DiskSize(image));

    [Theory]
    [InlineData("amd64", "q35")]
    [InlineData("arm64", "virt")]
    [InlineData("armhf", "virt")]
    [InlineData("riscv64", "virt")]
    [InlineData("s390x", null)]
    public void The_architecture_decides_where_the_definition_does_not(string architecture, string? machine)
    {
        using var folder = new DefinitionFolder();
        var definition = folder.Read($"{DefinitionFolder.Bootstrap}  architecture: {architecture}\n{DefinitionFolder.Image}");
        Assert.Equal(machine, QemuMachine.For(definition)?.Name);
        Assert.Equal(machine is null, QemuMachine.PackagesOf(definition).IsEmpty);
    }

    [Theory]
    [InlineData("amd64", "esp", "qemu-system-x86 ovmf")]
    [InlineData("amd64", "linux", "qemu-system-x86")]
    [InlineData("arm64", "esp", "qemu-system-arm qemu-efi-aarch64")]
    [InlineData("armhf", "linux", "qemu-system-arm")]
    public void Firmware_is_needed_where_there_is_an_efi_system_partition(string architecture, string type, string packages)
    {
        using var folder = new DefinitionFolder();
        var definition = folder.Read($"{DefinitionFolder.Bootstrap}  architecture: {architecture}\n{DefinitionFolder.Image}    05_first: {{type: {type}, file_system: none, size: 64MiB}}\n");
        Assert.Equal(packages, string.Join(' ', QemuMachine.PackagesOf(definition)));
    }

    [Fact]
    public void A_definition_without_an_image_needs_no_machine()
    {
        using var folder = new DefinitionFolder();
        Assert.Empty(QemuMachine.PackagesOf(folder.Read(DefinitionFolder.Bootstrap)));
    }

    [Theory]
    [InlineData("VERSION_ID=\"12\"\n", "qemu-system-misc opensbi")]
    [InlineData("ID=ubuntu\nVERSION_ID=\"24.04\"\n", "qemu-system-misc opensbi")]
    [InlineData("VERSION_ID=\"13\"\n", "qemu-system-riscv opensbi")]
    [InlineData("", "qemu-system-riscv opensbi")]
    public void The_package_for_risc_v_depends_on_the_host(string release, string packages) =>
        Assert.Equal(packages, string.Join(' ', HostDistribution.RiscVOn(release)));

    [Fact]
    public void The_boot_files_of_a_raspberry_pi_are_those_that_its_settings_name()
    {
        var settings = RaspberryPi3Machine.Settings("arm_64bit=1\nkernel=vmlinuz-6.1\n#kernel=other\ninitramfs initrd.img-6.1 followkernel\nkernel=vmlinuz-6.12\n");
        Assert.Equal("vmlinuz-6.12", settings["kernel"]);
        Assert.Equal("initrd.img-6.1", settings["initramfs"]);
    }

    private static string Command(QemuMachine machine, BootMethod boot, bool accelerated = false) =>
        machine.Start(Setup(boot, accelerated) with { Processors = machine.Processors }).ToString();

    private static MachineSetup Setup(BootMethod boot, bool accelerated) =>
        new("/m/disk.img", boot, 1L << 30, 2, accelerated, "file:/m/serial.log", []);
}
