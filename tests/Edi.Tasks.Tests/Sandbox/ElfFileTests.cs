using System.Buffers.Binary;
using System.Text;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

public sealed class ElfFileTests : IDisposable
{
    private const string Loader = "/lib/ld-linux-aarch64.so.1";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_program_names_its_loader_at_a_place()
    {
        byte[] program = Elf.WithInterpreter(Loader, "text");
        var elf = Read(program)!;
        Assert.Equal(Loader, elf.Interpreter);
        Assert.Equal(Loader, Encoding.ASCII.GetString(program, (int)elf.InterpreterOffset!, Loader.Length));
    }

    [Fact]
    public void A_name_may_be_followed_by_null_characters() =>
        Assert.Equal(Loader, Read(Elf.WithInterpreter(Loader + "\0\0\0"))!.Interpreter);

    [Theory]
    [InlineData]
    [InlineData(1u)]
    [InlineData(1u, 2u, 0x6474e551u)]
    public void A_program_or_library_without_a_loader_names_none(params uint[] segments) =>
        Assert.Equal(new ElfFile(null, null), Read(Elf.Program(62, [], segments)));

    [Theory]
    [InlineData(4, 1)] // 32 bits
    [InlineData(5, 2)] // big-endian
    [InlineData(0, 0)]
    [InlineData(3, 0x66)]
    public void A_file_of_another_kind_is_none(int at, byte value)
    {
        byte[] program = Elf.WithInterpreter(Loader);
        program[at] = value;
        Assert.Null(Read(program));
    }

    [Theory]
    [InlineData(0)] // empty
    [InlineData(4)] // the magic number alone
    [InlineData(63)] // in the header
    [InlineData(64)] // before the segments
    [InlineData(64 + 56 + 39)] // in the second segment
    [InlineData(64 + 56 + 56)] // before the loader's name
    [InlineData(64 + 56 + 56 + 26)] // before the end of the name
    public void A_file_that_was_cut_off_is_none(int length) => Assert.Null(Read(Elf.WithInterpreter(Loader)[..length]));

    [Fact]
    public void A_loaders_name_behind_the_end_of_the_file_is_none()
    {
        byte[] program = Elf.WithInterpreter(Loader);
        BinaryPrimitives.WriteInt64LittleEndian(program.AsSpan(64 + 56 + 8), 1L << 40);
        Assert.Null(Read(program));
    }

    [Theory]
    [InlineData(32)] // the place of the segments
    [InlineData(64 + 56 + 8)] // the place of the name
    public void A_place_before_the_file_is_none(int at)
    {
        byte[] program = Elf.WithInterpreter(Loader);
        BinaryPrimitives.WriteInt64LittleEndian(program.AsSpan(at), -1);
        Assert.Null(Read(program));
    }

    [Fact]
    public void A_script_is_none() => Assert.Null(ElfFile.Read(_folder.Write("script", "#!/bin/sh\n" + new string('#', 100))));

    private ElfFile? Read(byte[] content) => ElfFile.Read(_folder.Write("program", content));
}
