using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

/// <summary>A full disk is called so, with its place and its room.</summary>
public sealed class HostDiskTests
{
    // /proc is a file system that has no room for anybody.
    private static readonly string[] s_full = ["/proc"];

    [Fact]
    public void A_disk_without_room_is_full()
    {
        Assert.Null(HostDisk.Full([Path.GetTempPath(), "/none"]));
        Assert.StartsWith("The host's disk with /proc is full: 0 B of 0 B are free.", HostDisk.Full([Path.GetTempPath(), .. s_full]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EDI2001", "E: mmdebstrap failed: tar: write error: No space left on device")]
    [InlineData("EDI3001", "Error: committing container: write /var/cache/layer: no space left on device")]
    [InlineData("EDI5005", "zstd: error 70 : Write error : cannot write block : Disk quota exceeded")]
    public void A_program_that_met_a_full_disk_is_understood_even_when_it_has_made_room_again(string code, string output)
    {
        var failure = new EdiException(EdiCodes.All.Single(known => known.Id == code), "'tool' ended with exit code 1.");
        string message = HostDisk.Explain(failure, output, [Path.GetTempPath()]).Problems.Single().Message;
        Assert.StartsWith("'tool' ended with exit code 1. A disk of the host was full", message, StringComparison.Ordinal);
        Assert.Contains($"with {Path.GetTempPath()}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_failures_stay_as_they_are()
    {
        var failure = new EdiException(EdiCodes.BootstrapFailed, "'mmdebstrap' ended with exit code 25.");
        Assert.Same(failure, HostDisk.Explain(failure, "E: no such suite", [Path.GetTempPath()]));
        // btrfs says so of its own file system.
        var small = new EdiException(EdiCodes.ContentTooLarge, "too small");
        Assert.Same(small, HostDisk.Explain(small, "ERROR: No space left on device", [Path.GetTempPath()]));
    }

    [Fact]
    public void A_task_that_meets_a_full_disk_names_it()
    {
        var engine = SilentBuildEngine.Create();
        using var silent = (SilentBuildEngine)(object)engine;
        Assert.False(new Writing { BuildEngine = engine }.Execute());
        string error = Assert.Single(silent.Errors)!;
        Assert.StartsWith("EDI0011: Writing could not write a file: No space left on device", error, StringComparison.Ordinal);
        Assert.Contains("The host's disk with /proc is full", error, StringComparison.Ordinal);
    }

    private sealed class Writing : EdiTask
    {
        private protected override ImmutableArray<string> WrittenFolders => [.. s_full];

        protected override void Run() => File.WriteAllText("/dev/full", "text");
    }
}
