using Edi.Tasks.Report;

namespace Edi.Tasks.Tests;

/// <summary>What tools print is read; what they do not print is not guessed.</summary>
public sealed class ReportReadersTests
{
    [Fact]
    public void Packages_have_their_architecture_where_it_is_not_the_images() => Assert.Equal(
        [new("apt", "2.9", 4096), new("libc6:i386", "2.41", 1024), new("tzdata", "2025b", 0)],
        ReportedPackages.Parse(["apt\t2.9\tamd64\t4", "libc6\t2.41\ti386\t1", "tzdata\t2025b\tall\t"], "amd64"));

    [Theory]
    [InlineData("Block count:              77056\nReserved block count:     3852\nFree blocks:              29526\nBlock size:               4096\n", 120938496L)]
    [InlineData("Free blocks:              29526\n", null)]
    [InlineData("", null)]
    public void The_free_space_of_ext4_is_its_free_blocks(string output, long? free) => Assert.Equal(free, new ExtFreeSpace().Parse(output));

    [Theory]
    [InlineData("        1 file                    5 bytes\n                         66 042 880 bytes free\n\n", 66042880L)]
    [InlineData("No files\n                                  0 bytes free\n", 0L)]
    [InlineData("                                512 bytes free\n", 512L)]
    [InlineData("        1 file                    5 bytes\n", null)]
    public void The_free_space_of_fat_is_the_last_line(string output, long? free) => Assert.Equal(free, new FatFreeSpace().Parse(output));

    [Theory]
    [InlineData("squashfs")]
    [InlineData("")]
    public void Other_file_systems_are_reported_without_it(string fileSystem) => Assert.Null(FreeSpaceReader.For(fileSystem));
}
