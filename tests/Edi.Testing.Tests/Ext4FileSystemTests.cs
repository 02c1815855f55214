using System.Text;

namespace Edi.Testing.Tests;

/// <summary>Files of an ext4 file system, made by mke2fs of a folder.</summary>
public sealed class Ext4FileSystemTests : IAsyncLifetime
{
    private const string LongName = "a-folder-whose-name-is-so-long-that-the-target-of-a-link-lies-in-a-block-of-its-own";

    private readonly TestFolder _folder = new();
    private EdiFileSystem _files = null!;

    public async ValueTask InitializeAsync()
    {
        string root = Path.GetDirectoryName(_folder.Write("root/etc/hostname", "product\n"))!;
        root = Path.GetDirectoryName(root)!;
        _folder.Write("root/etc/empty", "");
        _folder.Write("root/with space/quote\"d", "quoted");
        _folder.Write($"root/{LongName}/file", "far");
        _folder.Write("root/usr/bin/tool", "tool");
        using (var holes = File.Create(_folder.At("root/with space/holes")))
        {
            holes.SetLength(2L << 30);
        }

        await File.WriteAllBytesAsync(Path.Combine(root, "binary"), [0, 0xFF, 0x0A, 0xC3, 0x28, 0], TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(root, "bin"), "usr/bin");
        File.CreateSymbolicLink(Path.Combine(root, "etc/name"), "hostname");
        File.CreateSymbolicLink(Path.Combine(root, "etc/absolute"), "/etc/name");
        File.CreateSymbolicLink(Path.Combine(root, "etc/up"), "../usr/bin/../bin/tool");
        File.CreateSymbolicLink(Path.Combine(root, "etc/long"), $"../{LongName}/../{LongName}/file");
        File.CreateSymbolicLink(Path.Combine(root, "etc/loop"), "loop");
        File.CreateSymbolicLink(Path.Combine(root, "etc/dangling"), "../run/nothing");
        File.SetUnixFileMode(Path.Combine(root, "usr/bin/tool"), UnixFileMode.SetUser | (UnixFileMode)0b111_101_001);
        await TestFolder.RunAsync("mkfifo", "-m", "600", Path.Combine(root, "pipe"));
        await TestFolder.RunAsync("ln", Path.Combine(root, "etc/hostname"), Path.Combine(root, "etc/other"));
        await TestFolder.RunAsync("setfattr", "-n", "user.note", "-v", "a note", Path.Combine(root, "etc/hostname"));
        string image = _folder.CreateImage("root.img", 8);
        await TestFolder.MakeExt4Async(image, 0, "", root);
        _files = EdiFileSystem.Open(image);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("/etc/hostname", "product\n")]
    [InlineData("etc/hostname", "product\n")]
    [InlineData("/etc/empty", "")]
    [InlineData("/with space/quote\"d", "quoted")]
    [InlineData("/etc/name", "product\n")]
    [InlineData("/etc/absolute", "product\n")]
    [InlineData("/etc/up", "tool")]
    [InlineData("/etc/long", "far")]
    [InlineData("/bin/tool", "tool")]
    public async Task A_file_is_read_as_the_system_would(string path, string content) => Assert.Equal(content, await _files.ReadTextAsync(path));

    [Fact]
    public async Task Bytes_stay_as_they_are() => Assert.Equal([0, 0xFF, 0x0A, 0xC3, 0x28, 0], await _files.ReadBytesAsync("/binary"));

    [Fact]
    public async Task A_folder_is_listed() =>
        Assert.Equal(["absolute", "dangling", "empty", "hostname", "long", "loop", "name", "other", "up"], await _files.ListAsync("/etc"));

    [Fact]
    public async Task A_link_to_a_folder_is_listed_as_that() => Assert.Equal(["tool"], await _files.ListAsync("/bin/"));

    [Fact]
    public async Task All_files_below_a_folder_are_listed() => Assert.Equal(["bin/tool"], await _files.ListFilesAsync("/usr"));

    [Fact]
    public async Task The_mode_has_its_highest_bits()
    {
        var tool = await _files.RequireAsync("/usr/bin/tool");
        Assert.Equal((EdiFileKind.File, "4751", 4L), (tool.Kind, tool.OctalMode, tool.Size));
        Assert.True(tool.Mode!.Value.HasFlag(UnixFileMode.SetUser));
    }

    [Fact]
    public async Task Two_names_are_one_file_with_its_attributes()
    {
        var one = await _files.RequireAsync("/etc/hostname");
        var other = await _files.RequireAsync("/etc/other");
        Assert.Equal((2, one.Inode), (other.Links, other.Inode));
        Assert.Equal("\"a note\"", other.ExtendedAttributes["user.note"]);
    }

    [Theory]
    [InlineData("/", EdiFileKind.Folder, null)]
    [InlineData("/etc/", EdiFileKind.Folder, null)]
    [InlineData("/pipe", EdiFileKind.Pipe, null)]
    [InlineData("/bin", EdiFileKind.SymbolicLink, "usr/bin")]
    [InlineData("/etc/dangling", EdiFileKind.SymbolicLink, "../run/nothing")]
    [InlineData("/etc/long", EdiFileKind.SymbolicLink, $"../{LongName}/../{LongName}/file")]
    public async Task An_entry_has_a_kind_and_a_link_a_target(string path, EdiFileKind kind, string? target)
    {
        var entry = await _files.RequireAsync(path);
        Assert.Equal((kind, target), (entry.Kind, entry.LinkTarget));
    }

    [Theory]
    [InlineData("/etc/hostname", true)]
    [InlineData("/etc/dangling", true)]
    [InlineData("/etc/host", false)]
    [InlineData("/nothing/at/all", false)]
    [InlineData("/etc/hostname/below", false)]
    public async Task What_is_not_there_does_not_exist(string path, bool exists) => Assert.Equal(exists, await _files.ExistsAsync(path));

    [Theory]
    [InlineData("/usr/bin/missing", "There is no /usr/bin/missing in IMAGE; the folder /usr/bin has: tool.")]
    [InlineData("/usr/share/doc", "There is no /usr/share/doc in IMAGE; the folder /usr has: bin.")]
    [InlineData("/etc/hostname/below", "There is no /etc/hostname/below in IMAGE; the folder /etc has: absolute,")]
    [InlineData("/etc/dangling", "There is no /etc/../run/nothing in IMAGE; the folder /etc/.. has: ")]
    [InlineData("/etc", "Expected a file at /etc in IMAGE, found: Folder.")]
    [InlineData("/with space/holes", "Expected a file of at most 1073741824 bytes at /with space/holes in IMAGE, found 2147483648 bytes.")]
    [InlineData("/pipe", "Expected a file at /pipe in IMAGE, found: Pipe.")]
    [InlineData("/etc/loop", "Too many symbolic links at /etc/loop in IMAGE; the last one is /etc/loop, which leads to loop.")]
    public async Task What_cannot_be_read_is_told(string path, string message)
    {
        var error = await Assert.ThrowsAsync<EdiTestingException>(() => _files.ReadBytesAsync(path));
        Assert.StartsWith(message.Replace("IMAGE", _files.Image, StringComparison.Ordinal), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_cannot_be_listed()
    {
        var error = await Assert.ThrowsAsync<EdiTestingException>(() => _files.ListAsync("/etc/hostname"));
        Assert.Equal($"Expected a folder at /etc/hostname in {_files.Image}, found: File.", error.Message);
    }

    [Fact]
    public async Task Many_names_are_not_all_told()
    {
        for (int number = 10; number < 40; number++)
        {
            _folder.Write($"many/{number}", Encoding.UTF8.GetString([65]));
        }

        string image = _folder.CreateImage("many.img", 8);
        await TestFolder.MakeExt4Async(image, 0, "", _folder.At("many"));
        var error = await Assert.ThrowsAsync<EdiTestingException>(() => EdiFileSystem.Open(image).RequireAsync("/99"));
        Assert.Contains(" 10, 11,", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(" 29, ….", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_and_targets_may_have_any_character_but_a_slash()
    {
        // As a hostile root file system has them: what looks like another entry is a part of a name.
        string[] names = ["line\nbreak", "\n", "two\n\nbreaks\n", " space ", "tab\t", "quo\"te", "apo'strophe", "back\\slash", "*?[a]", "%41;$(x)&", "ünïcode", "-dash"];
        foreach (string name in names)
        {
            _folder.Write($"odd/{name}", name);
        }

        _folder.Write("odd/folder\nof/a\nfile", "below");
        File.CreateSymbolicLink(_folder.At("odd/link"), "line\nbreak");
        string image = _folder.CreateImage("odd.img", 8);
        await TestFolder.MakeExt4Async(image, 0, "", _folder.At("odd"));
        var files = EdiFileSystem.Open(image);
        string[] all = [.. names, "folder\nof/a\nfile", "link"];
        Assert.Equal(all.Order(StringComparer.Ordinal), await files.ListFilesAsync());
        foreach (string name in names)
        {
            Assert.Equal(name, await files.ReadTextAsync("/" + name));
        }

        Assert.Equal("below", await files.ReadTextAsync("/folder\nof/a\nfile"));
        Assert.Equal("line\nbreak", (await files.RequireAsync("/link")).LinkTarget);
        Assert.Equal("line\nbreak", await files.ReadTextAsync("/link"));
    }
}
