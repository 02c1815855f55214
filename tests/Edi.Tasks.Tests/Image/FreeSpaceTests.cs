using System.Globalization;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Image;
using Edi.Tasks.Processes;
using Edi.Tasks.Report;

namespace Edi.Tasks.Tests;

/// <summary>A partition that takes its size from its content has the free space that was asked for, and not much more.</summary>
public sealed class FreeSpaceTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private const long MiB = 1 << 20;

    private string Folder => fixture.Tools.Folder.At("cache");

    [Theory]
    [InlineData("none", 32)]
    [InlineData("sparse", 32)]
    [InlineData("small", 1)]
    [InlineData("empty", 0)]
    [InlineData("large", 3000)]
    public void An_ext4_is_as_large_as_its_content_and_what_is_to_be_free(string content, int free)
    {
        SandboxFixture.SkipWithoutRange();
        var writer = Writer(FileSystemKind.Ext4, Make(content));
        long size = writer.SizeForContent(free * MiB);
        string image = Write(writer, size);
        var fields = Capture("dumpe2fs", "-h", image).Split('\n').Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).Where(field => field.Length == 2).ToLookup(field => field[0], field => field[1]);
        long left = (Number("Free blocks") - Number("Reserved block count")) * 4096;
        Assert.InRange(left, free * MiB, (free * MiB) + (size / 20) + (8 * MiB));
        Assert.True(Number("Free inodes") > 0, "There are inodes left.");
        Run("e2fsck", "-f", "-n", image);

        long Number(string name) => long.Parse(fields[name].Single(), CultureInfo.InvariantCulture);
    }

    /// <summary>The number of inodes follows from the content too, and not only from a size that somebody has chosen.</summary>
    [Fact]
    public void An_ext4_of_a_fixed_size_has_an_inode_for_each_of_its_files()
    {
        SandboxFixture.SkipWithoutRange();
        Write(Writer(FileSystemKind.Ext4, Make("small")), 64 * MiB);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(300)]
    public void A_vfat_is_as_large_as_its_content_and_what_is_to_be_free(int free)
    {
        SandboxFixture.SkipWithoutRange();
        var writer = Writer(FileSystemKind.Vfat, Make("few"));
        long size = writer.SizeForContent(free * MiB) / MiB * MiB;
        string image = Write(writer, size);
        long left = new FatFreeSpace().Read(fixture.Tools.Host, image, 0);
        Assert.InRange(left, free * MiB, (free * MiB) + (size / 20) + (4 * MiB));
    }

    private string Make(string content)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Folder, content)).FullName;
        switch (content)
        {
            case "sparse":
                using (var file = File.Create(Path.Combine(folder, "sparse")))
                {
                    file.SetLength(500 * MiB);
                    file.Write("begin"u8);
                }

                break;
            case "small" or "empty" or "few":
                byte[] text = content == "empty" ? [] : new byte[1024];
                Array.Fill(text, (byte)'x');
                for (int i = 0; i < (content == "few" ? 500 : 10_000); i++)
                {
                    File.WriteAllBytes(Path.Combine(folder, i.ToString(CultureInfo.InvariantCulture)), text);
                }

                break;
            default:
                File.WriteAllText(Path.Combine(folder, "text"), "text");
                break;
        }

        return folder;
    }

    private FileSystemWriter Writer(FileSystemKind kind, string content) => FileSystemWriter.For(
        fixture.Sandbox,
        new("p", "83", "", kind, new PartitionSize.Rest(), null, false, SourcePosition.None),
        StableIdsTests.Ids("my-image").Of("p"),
        content)!;

    private string Write(FileSystemWriter writer, long size)
    {
        string image = fixture.Tools.Folder.Write("cache/image", "");
        using (var file = File.OpenWrite(image))
        {
            file.SetLength(size);
        }

        writer.Write(image, 0, size);
        return image;
    }

    private void Run(string program, params string[] arguments) => fixture.Sandbox.Require(EdiCodes.ImageFailed, new ToolCommand(program, [.. arguments]));

    private string Capture(string program, params string[] arguments) => fixture.Sandbox.Capture(EdiCodes.ImageFailed, new ToolCommand(program, [.. arguments]));
}
