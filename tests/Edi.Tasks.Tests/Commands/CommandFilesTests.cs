using Edi.Tasks.Commands;
using Edi.Tasks.Definition;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

/// <summary>With the real programs in a sandbox, whose root the user who builds is.</summary>
public sealed class CommandFilesTests : IDisposable
{
    private readonly HostToolFixture _tools = new();
    private readonly EdiSandbox _sandbox;

    public CommandFilesTests()
    {
        SandboxFixture.SkipWithoutRange();
        _sandbox = EdiSandbox.Start(_tools.Host, _tools.Log, new SandboxOptions { CacheDirectory = Folder.Path, Architecture = DebianArchitecture.Host.Name });
    }

    private TemporaryFolder Folder => _tools.Folder;

    public void Dispose()
    {
        _sandbox.Dispose();
        _tools.Dispose();
    }

    [Fact]
    public void Both_folders_begin_empty()
    {
        Folder.Write("bin/staging/old", "");
        Folder.Write("work/deep/old", "");
        Files().Prepare();
        Assert.Empty(Directory.GetFileSystemEntries(Folder.At("bin/staging")));
        Assert.Empty(Directory.GetFileSystemEntries(Folder.At("work")));
    }

    [Fact]
    public void Everything_that_is_missing_is_found()
    {
        Folder.Write("bin/staging/one", "");
        Assert.Equal(
            ["The command 10_first ended well and has not made its output two: the file or folder 'two' does not exist."],
            Files("one", "two").FindProblems().Select(problem => problem.Message));
    }

    [Fact]
    public void A_link_to_nowhere_is_there()
    {
        Folder.CreateFolder("bin/staging");
        File.CreateSymbolicLink(Folder.At("bin/staging/one"), "nowhere");
        Assert.Empty(Files("one").FindProblems());
    }

    [Fact]
    public void What_is_neither_file_nor_folder_nor_link_is_refused()
    {
        Folder.Write("bin/staging/one/deep/file", "");
        _sandbox.Run(new ToolCommand("mkfifo", Folder.At("bin/staging/one/deep/pipe")));
        Assert.Contains("'one/deep/pipe'", Assert.Single(Files("one").FindProblems()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_folders_and_links_get_to_their_places_and_can_be_read_and_removed()
    {
        Folder.Write("bin/staging/file", "1");
        File.SetUnixFileMode(Folder.Write("bin/staging/folder/deep/file", "2"), UnixFileMode.None);
        File.SetUnixFileMode(Folder.At("bin/staging/folder/deep"), UnixFileMode.None);
        File.CreateSymbolicLink(Folder.At("bin/staging/link"), "folder");
        var files = Files("file", "folder", "link");
        files.Own();
        files.Publish();
        Assert.Equal("1", File.ReadAllText(Folder.At("bin/file")));
        Assert.Equal("2", File.ReadAllText(Folder.At("bin/link/deep/file")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder.At("bin/folder/deep")));
        Assert.Empty(Directory.GetFileSystemEntries(Folder.At("bin/staging")));
    }

    private CommandFiles Files(params string[] outputs)
    {
        Folder.CreateFolder("bin");
        Folder.CreateFolder("work");
        var command = Commands.Of(outputs: [.. outputs.Select(name => Commands.Output(name, ArtifactKind.Path, Folder.At($"bin/{name}")))]);
        return new(command with { StagingDirectory = Folder.At("bin/staging") }, Folder.At("work"), _sandbox);
    }
}
