using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

public sealed class ForeignProgramsTests
{
    private const string LittleMask = @"\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff";
    private const string BigMask = @"\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff";

    [Theory]
    [InlineData("arm64", @"\x7f\x45\x4c\x46\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00", LittleMask)]
    [InlineData("armhf", @"\x7f\x45\x4c\x46\x01\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x28\x00", LittleMask)]
    [InlineData("riscv64", @"\x7f\x45\x4c\x46\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xf3\x00", LittleMask)]
    [InlineData("s390x", @"\x7f\x45\x4c\x46\x02\x02\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x16", BigMask)]
    public void A_handler_is_registered_by_the_header_of_the_architectures_programs(string architecture, string magic, string mask) =>
        Assert.Equal(
            $":edi-{architecture}:M::{magic}:{mask}:/usr/bin/qemu:POCF",
            ForeignPrograms.Register(DebianArchitecture.Find(architecture)!, "/usr/bin/qemu"));

    [Fact]
    public void A_registration_fits_what_the_kernel_reads() =>
        Assert.All(DebianArchitecture.All, architecture =>
            Assert.InRange(ForeignPrograms.Register(architecture, $"/usr/bin/qemu-{architecture.QemuName}-static").Length, 1, 1919));

    [Fact]
    public void The_hosts_own_programs_need_no_handler()
    {
        var foreign = ForeignPrograms.For(DebianArchitecture.Host.Name);
        Assert.Equal("", foreign.Registration);
        Assert.Empty(foreign.Environment);
    }

    [Theory]
    [InlineData("arm64", "", "cortex-a57")]
    [InlineData("arm64", "max", "max")]
    [InlineData("armhf", "cortex-a7", "cortex-a7")]
    [InlineData("riscv64", "", null)]
    [InlineData("armhf", "", null)]
    public void Emulators_imitate_the_wanted_processor_else_the_fastest(string architecture, string wanted, string? imitated)
    {
        SkipUnlessEmulated(architecture);
        Assert.Equal(imitated, ForeignPrograms.For(architecture, qemuCpu: wanted).Environment.GetValueOrDefault("QEMU_CPU"));
    }

    [Fact]
    public void The_hosts_own_programs_see_no_imitated_processor() =>
        Assert.Empty(ForeignPrograms.For(DebianArchitecture.Host.Name, qemuCpu: "max").Environment);

    [Fact]
    public void With_a_twin_its_dispatcher_is_registered_and_the_emulator_imitates_the_same_processor()
    {
        SkipUnlessEmulated("armhf");
        using var folder = new TemporaryFolder();
        NativeTwin.CreateLock(folder.CreateFolder("one"));
        File.CreateSymbolicLink(folder.At(NativeTwin.Current), "one");
        using var twin = NativeTwin.Open(folder.Path)!;
        var foreign = ForeignPrograms.For("armhf", twin, "cortex-a7");
        Assert.Equal(ForeignPrograms.Register(DebianArchitecture.Find("armhf")!, twin.Dispatcher), foreign.Registration);
        Assert.Equal("cortex-a7", foreign.Environment["QEMU_CPU"]);
    }

    [Fact]
    public void An_amd64_host_runs_i386_itself()
    {
        Assert.True(DebianArchitecture.Find("amd64")!.Runs("i386"));
        Assert.False(DebianArchitecture.Find("i386")!.Runs("amd64"));
        Assert.False(DebianArchitecture.Find("arm64")!.Runs("armhf"));
    }

    [Fact]
    public void Every_name_is_found_and_no_other()
    {
        Assert.All(DebianArchitecture.All, architecture => Assert.Same(architecture, DebianArchitecture.Find(architecture.Name)));
        Assert.Null(DebianArchitecture.Find("aarch64"));
        Assert.Throws<ArgumentException>(() => ForeignPrograms.For("aarch64"));
    }

    private static void SkipUnlessEmulated(string architecture)
    {
        if (DebianArchitecture.Host.Runs(architecture))
        {
            Assert.Skip($"This host runs {architecture} itself.");
        }

        if (!ForeignPrograms.KernelHasOwnHandlers || StaticEmulator.Find(DebianArchitecture.Find(architecture)!) is null)
        {
            Assert.Skip($"This host has no emulator for {architecture}, or no handler of its own for it.");
        }
    }
}
