namespace Edi.Testing.Tests;

/// <summary>Files of FAT file systems, made by mkfs.vfat and mtools.</summary>
public sealed class FatFileSystemTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(12)]
    [InlineData(16)]
    [InlineData(32)]
    public async Task Files_are_read_listed_and_found(int bits)
    {
        var files = await MakeAsync(bits);
        Assert.Equal(["A name [with] brackets.txt", "EFI", "cmdline.txt"], await files.ListAsync("/"));
        Assert.Equal(["A name [with] brackets.txt", "EFI/BOOT/BOOTX64.EFI", "cmdline.txt"], await files.ListFilesAsync());
        Assert.Equal(["BOOT/BOOTX64.EFI"], await files.ListFilesAsync("EFI"));
        Assert.Equal("root=LABEL=ROOT\n", await files.ReadTextAsync("cmdline.txt"));
        Assert.Equal("root=LABEL=ROOT\n", await files.ReadTextAsync("/CMDLINE.TXT"));
        Assert.Equal("bracketed", await files.ReadTextAsync("/A name [with] brackets.txt"));
        Assert.Equal([0x4D, 0x5A, 0x00, 0xFF], await files.ReadBytesAsync("/EFI/BOOT/BOOTX64.EFI"));
        Assert.Equal(new("/EFI/BOOT/BOOTX64.EFI", EdiFileKind.File, 4), await files.FindAsync("EFI/BOOT/BOOTX64.EFI"));
        Assert.Equal(new("/EFI/BOOT", EdiFileKind.Folder, 0), await files.FindAsync("EFI/BOOT/"));
        Assert.Equal(new("/", EdiFileKind.Folder, 0), await files.FindAsync("/"));
        Assert.Null(await files.FindAsync("/EFI/DEBIAN/SHIM.EFI"));
        Assert.Null(await files.FindAsync("/cmdline.txt/below"));
    }

    [Theory]
    [InlineData("/EFI", "Expected a file at /EFI in IMAGE, found: Folder.")]
    [InlineData("/EFI/BOOT/*.EFI", "There is no /EFI/BOOT/*.EFI in IMAGE; the folder /EFI/BOOT has: BOOTX64.EFI.")]
    [InlineData("/overlays/a.dtbo", "There is no /overlays/a.dtbo in IMAGE; the folder / has: A name [with] brackets.txt, EFI, cmdline.txt.")]
    public async Task What_cannot_be_read_is_told(string path, string message)
    {
        var files = await MakeAsync(16);
        var error = await Assert.ThrowsAsync<EdiTestingException>(() => files.ReadTextAsync(path));
        Assert.Equal(message.Replace("IMAGE", files.Image, StringComparison.Ordinal), error.Message);
    }

    [Fact]
    public async Task A_name_may_have_a_line_break()
    {
        string image = _folder.CreateImage("odd.img", 16);
        await TestFolder.MakeFatAsync(image, 0, "ODD");
        await TestFolder.RunAsync("mmd", "-i", image, "::/fXd.odd");
        await TestFolder.RunAsync("mcopy", "-i", image, _folder.Write("a", "above"), "::/aXb.odd");
        await TestFolder.RunAsync("mcopy", "-i", image, _folder.Write("b", "below"), "::/fXd.odd/in");
        // mtools would write another name.
        byte[] bytes = await File.ReadAllBytesAsync(image, TestContext.Current.CancellationToken);
        foreach (string name in new[] { "aXb", "fXd" })
        {
            int place = bytes.AsSpan().IndexOf(System.Text.Encoding.Unicode.GetBytes(name));
            bytes[place + 2] = (byte)'\n';
        }

        await File.WriteAllBytesAsync(image, bytes, TestContext.Current.CancellationToken);
        var files = EdiFileSystem.Open(image);
        Assert.Equal(["a\nb.odd", "f\nd.odd"], await files.ListAsync("/"));
        Assert.Equal(["a\nb.odd", "f\nd.odd/in"], await files.ListFilesAsync());
        Assert.Equal("above", await files.ReadTextAsync("/a\nb.odd"));
        Assert.Equal("below", await files.ReadTextAsync("/f\nd.odd/in"));
        Assert.Equal(EdiFileKind.Folder, (await files.RequireAsync("/f\nd.odd")).Kind);
    }

    private async Task<EdiFileSystem> MakeAsync(int bits)
    {
        string image = await _folder.PartitionAsync("disk.img", 64, "label: dos\nstart=2048, type=c\n");
        // FAT12 has few clusters, FAT32 many.
        await TestFolder.RunAsync("mkfs.vfat", "-F", $"{bits}", "-s", bits == 12 ? "64" : "1", "-n", "BOOT", "--offset", "2048", image, bits == 16 ? "16384" : "40960");
        string drive = $"{image}@@{1 << 20}";
        await TestFolder.RunAsync("mmd", "-i", drive, "::/EFI", "::/EFI/BOOT");
        await TestFolder.RunAsync("mcopy", "-i", drive, _folder.Write("cmdline", "root=LABEL=ROOT\n"), "::/cmdline.txt");
        await TestFolder.RunAsync("mcopy", "-i", drive, _folder.Write("bracketed", "bracketed"), "::/A name [with] brackets.txt");
        await File.WriteAllBytesAsync(_folder.At("program"), [0x4D, 0x5A, 0x00, 0xFF], TestContext.Current.CancellationToken);
        await TestFolder.RunAsync("mcopy", "-i", drive, _folder.At("program"), "::/EFI/BOOT/BOOTX64.EFI");
        var disk = EdiDiskImage.Open(image);
        Assert.Equal(EdiFileSystemKind.Fat, Assert.Single((await disk.PartitionTableAsync()).Partitions).FileSystem);
        return await disk.FileSystemAsync("BOOT");
    }
}
