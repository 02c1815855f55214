using System.Globalization;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Image;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

/// <summary>
/// A root file system whose links would lead to the host: nothing there is read or written. The folder beside the root, which
/// stands for the host's, is one that the sandbox may write.
/// </summary>
public sealed class HostileRootTests : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly SandboxFixture _fixture;
    private readonly string _folder;
    private readonly string _root;
    private readonly string _host;

    public HostileRootTests(SandboxFixture fixture)
    {
        SandboxFixture.SkipWithoutRange();
        _fixture = fixture;
        _folder = Path.Combine(Path.GetDirectoryName(fixture.Sandbox.ScratchDirectory)!, Guid.NewGuid().ToString("N"));
        _root = Directory.CreateDirectory(Path.Combine(_folder, "root")).FullName;
        _host = Directory.CreateDirectory(Path.Combine(_folder, "host")).FullName;
    }

    private RootFiles Files => new(_fixture.Sandbox, _root, EdiCodes.ApplicationUnfit, _fixture.Sandbox.ScratchDirectory);

    // What is mounted in the sandbox is not seen here.
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Mount_points_lie_in_the_root_file_system()
    {
        Link("boot", _host);
        PartitionContent.Separate(_fixture.Sandbox, _root, Layout("/", "/boot/efi"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_host));
        Assert.True(Directory.Exists($"{_root}{_host}/efi"));
    }

    [Fact]
    public void Two_mount_points_that_are_one_folder_are_refused()
    {
        Link("srv", "data");
        Directory.CreateDirectory(Path.Combine(_root, "data"));
        var problem = Assert.Throws<EdiException>(() => PartitionContent.Separate(_fixture.Sandbox, _root, Layout("/", "/data", "/srv"))).Problems.Single();
        Assert.Equal(EdiCodes.LayoutConflict, problem.Code);
        Assert.Contains("'/data' and '/srv' are one folder", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("etc", "", "{0}/fstab")]
    [InlineData("etc/fstab", "/fstab", "/etc/fstab")] // What leads nowhere makes room for a file.
    public void The_table_of_mounts_is_written_into_the_root_file_system(string link, string target, string expected)
    {
        Directory.CreateDirectory(_root + _host);
        Link(link, _host + target);
        new FileSystemTable(Layout("/"), StableIdsTests.Ids("my-image")).Write(_fixture.Sandbox, _root, _fixture.Sandbox.ScratchDirectory);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_host));
        Assert.StartsWith("# <file system>", File.ReadAllText(_root + string.Format(CultureInfo.InvariantCulture, expected, _host)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var/lib/dpkg")]
    [InlineData("var/lib/dpkg/status")]
    public void The_packages_are_those_of_the_root_file_system(string link)
    {
        Link(link, "/" + link); // To itself here, and to the host's there.
        Assert.ThrowsAny<EdiException>(() => PackageManifest.Read(_fixture.Sandbox, _root));
        File.Delete(Path.Combine(_root, link));
        Link(link, "/real");
        string file = Path.Combine(_root, link.EndsWith("status", StringComparison.Ordinal) ? "real" : "real/status");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "Package: my-package\nStatus: install ok installed\nMaintainer: me\nArchitecture: all\nVersion: 1.0\nDescription: mine\n\n");
        Assert.Equal("my-package\t1.0\tall\tmy-package (1.0)\n", PackageManifest.Read(_fixture.Sandbox, _root));
    }

    [Fact]
    public void A_folder_is_merged_into_the_root_file_system()
    {
        Link("opt/app/data", _host);
        Link("opt/app/lib", "../../usr/lib");
        Directory.CreateDirectory(Path.Combine(_root, "usr/lib"));
        Write("source/data/file", "new");
        Write("source/lib/file", "new");
        Write("source/link", "new");
        Write("host/old", "old");
        Link("opt/app/link", $"{_host}/old");
        Files.Copy(Path.Combine(_folder, "source"), "/opt/app");
        Assert.Equal(["old"], Directory.EnumerateFileSystemEntries(_host).Select(Path.GetFileName));
        Assert.Equal("old", File.ReadAllText($"{_host}/old"));
        Assert.Equal("new", File.ReadAllText(Path.Combine(_root, "usr/lib/file")));
        Assert.Equal("new", File.ReadAllText(Path.Combine(_root, "opt/app/link")));
        Assert.Equal("new", File.ReadAllText(Path.Combine(_root, "opt/app/data/file")));
    }

    [Fact]
    public void Links_that_never_end_are_told_and_not_written_through()
    {
        for (int i = 0; i < 41; i++)
        {
            Link($"chain/{i}", $"{i + 1}");
        }

        Link("chain/41", _host);
        var refused = Assert.Throws<EdiException>(() => Files.Write("text", "/chain/0/file"));
        Assert.Contains("leads from link to link", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_host));
    }

    [Fact]
    public void Names_are_looked_for_in_the_root_file_system_alone()
    {
        Write("host/libicuuc.so.72", "");
        Link("usr/lib/foreign", _host);
        Assert.False(Files.Matches("/usr/lib", "*/libicuuc.so.*", "libicuuc.so.*"));
        Write("root/usr/lib/own/libicuuc.so.72", "");
        Assert.True(Files.Matches("/usr/lib", "*/libicuuc.so.*", "libicuuc.so.*"));
    }

    [Fact]
    public void A_pipe_is_no_source()
    {
        _fixture.Sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("mkfifo", Path.Combine(_root, "loader")));
        var refused = Assert.Throws<EdiException>(() => new RawData(_fixture.Sandbox, _root, [new("boot", 0, new("/loader", IsInProject: false, new("", 0, 0, 0, 0)), new("", 0, 0, 0, 0))]));
        Assert.Equal(EdiCodes.SourceMissing, refused.Problems.Single().Code);
    }

    [Fact]
    public void A_root_file_system_whose_tmp_is_a_link_is_not_entered()
    {
        foreach (string folder in new[] { "etc", "proc", "sys", "dev", "run", "usr/sbin" })
        {
            Directory.CreateDirectory(Path.Combine(_root, folder));
        }

        Link("tmp", _host);
        Assert.Equal(EdiCodes.EngineFailed, Assert.Throws<EdiException>(() => ContainerRoot.Enter(_fixture.Sandbox, _root)).Problems.Single().Code);
        Assert.NotEqual(0, _fixture.Sandbox.Run(new ToolCommand("mountpoint", "--quiet", _host)));
    }

    private static DiskLayout Layout(params string[] mountPoints) => new(PartitionTableKind.Gpt,
    [
        .. mountPoints.Select((mountPoint, index) => new PartitionDefinition(
            $"p{index}", "linux", "", FileSystemKind.Ext4, new PartitionSize.Fixed(1 << 30), mountPoint, false, new("", 0, 0, 0, 0))),
    ]);

    private void Link(string path, string target)
    {
        string link = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, target);
    }

    private void Write(string path, string text)
    {
        string file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
