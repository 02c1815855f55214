using System.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

/// <summary>What sandboxes have left that were killed together with their builds.</summary>
public sealed class ScratchFolderTests : IDisposable
{
    private readonly HostToolFixture _fixture;

    public ScratchFolderTests()
    {
        SandboxFixture.SkipWithoutRange();
        _fixture = new();
    }

    private string Folder => _fixture.Folder.At("cache/tmp");

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void The_next_sandbox_removes_what_nobody_holds_whosever_it_is()
    {
        _fixture.Folder.Write("cache/tmp/killed/files/large", "content");
        _fixture.Folder.Write("cache/tmp/killed.lock", "");
        _fixture.Folder.Write("cache/tmp/older/files/large", "content");
        _fixture.Folder.Write("cache/tmp/ended.lock", "");
        using (var first = Start())
        {
            const string script = "mkdir -p \"$1/deep\" && chown -R 1000:1000 \"$1\" && chmod 000 \"$1\"";
            Assert.Equal(0, first.Run(new ToolCommand("sh", "-c", script, "sh", Path.Combine(Folder, "foreign"))));
        }

        using var second = Start();
        Assert.Equal(
            [Path.GetDirectoryName(second.ScratchDirectory)!, Path.GetDirectoryName(second.ScratchDirectory) + ".lock"],
            Directory.GetFileSystemEntries(Folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_sandbox_that_runs_keeps_its_folder()
    {
        using var first = Start();
        using var second = Start();
        Assert.True(Directory.Exists(first.ScratchDirectory));
        Assert.Equal(0, first.Run(new ToolCommand("touch", Path.Combine(first.ScratchDirectory, "file"))));
    }

    [Fact]
    public void So_does_one_of_an_older_SDK_which_holds_no_lock()
    {
        string folder = _fixture.Folder.CreateFolder("cache/tmp/older");
        using var process = Process.Start("sh", ["-c", "sleep 60; true", folder]);
        try
        {
            Start().Dispose();
            Assert.Equal([folder], Directory.GetFileSystemEntries(Folder));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        process.WaitForExit();
        Start().Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    private EdiSandbox Start() => EdiSandbox.Start(
        _fixture.Host, _fixture.Log, new SandboxOptions { CacheDirectory = _fixture.Folder.At("cache"), Architecture = DebianArchitecture.Host.Name });
}
