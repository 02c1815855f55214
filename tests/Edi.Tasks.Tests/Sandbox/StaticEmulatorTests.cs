using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

public sealed class StaticEmulatorTests : IDisposable
{
    private const uint Load = 1;
    private const uint Dynamic = 2;
    private const uint Interpreter = 3;
    private const uint Stack = 0x6474e551;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Load)]
    [InlineData(Load, Stack)]
    [InlineData(Load, Dynamic)] // A static program that can lie anywhere still relocates itself.
    public void A_program_without_an_interpreter_is_static(params uint[] segments) =>
        Assert.True(StaticEmulator.IsStatic(_folder.Write("program", Elf.Program(62, [], segments))));

    [Theory]
    [InlineData(Interpreter)]
    [InlineData(Interpreter, Load)]
    [InlineData(Load, Load, Dynamic, Interpreter)]
    public void A_program_with_an_interpreter_is_not(params uint[] segments) =>
        Assert.False(StaticEmulator.IsStatic(_folder.Write("program", Elf.Program(62, [], segments))));

    [Fact]
    public void A_file_that_is_too_short_for_a_program_is_not()
    {
        Assert.False(StaticEmulator.IsStatic(_folder.Write("empty", "")));
        Assert.False(StaticEmulator.IsStatic(_folder.Write("short", Elf.Program(62, [], Load)[..63])));
    }

    [Fact]
    public void A_script_is_not() =>
        Assert.False(StaticEmulator.IsStatic(_folder.Write("script", "#!/bin/sh\n# A wrapper, as some write it around an emulator.\nexec /usr/libexec/qemu \"$@\"\n")));

    [Fact]
    public void A_file_of_zeros_is_not() => Assert.False(StaticEmulator.IsStatic(_folder.Write("zeros", new byte[4096])));

    [Fact]
    public void A_program_that_was_cut_off_is_not() =>
        Assert.False(StaticEmulator.IsStatic(_folder.Write("cut", Elf.Program(62, [], Load, Interpreter)[..100])));

    [Fact]
    public void The_hosts_ls_is_not() => Assert.False(StaticEmulator.IsStatic("/bin/ls"));

    [Theory]
    [InlineData("aarch64")]
    [InlineData("arm")]
    public void Debians_emulator_is(string name)
    {
        string path = $"/usr/bin/qemu-{name}-static";
        if (!File.Exists(path))
        {
            Assert.Skip($"{path} is not installed.");
        }

        Assert.True(StaticEmulator.IsStatic(path));
    }

    [Fact]
    public void An_emulator_that_is_not_installed_is_not_found() =>
        Assert.Null(StaticEmulator.Find(new DebianArchitecture("none", "no-such-machine", 2, 1, 0, "none-linux-gnu", "none")));
}
