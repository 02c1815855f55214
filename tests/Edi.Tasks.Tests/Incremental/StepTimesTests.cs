using Edi.Tasks.Incremental;

namespace Edi.Tasks.Tests;

/// <summary>A clock that was set back hides no change.</summary>
public sealed class StepTimesTests : IDisposable
{
    private static readonly DateTime s_future = DateTime.UtcNow.AddDays(1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_becomes_newer_than_others_whatever_the_clock_says()
    {
        string file = Write("file", DateTime.UtcNow), other = Write("other", s_future);
        StepTimes.MakeNewer(file, [other, _folder.At("missing")]);
        Assert.True(File.GetLastWriteTimeUtc(file) > File.GetLastWriteTimeUtc(other));
    }

    [Fact]
    public void A_file_that_is_newer_keeps_its_time()
    {
        string file = Write("file", s_future), other = Write("other", DateTime.UtcNow);
        StepTimes.MakeNewer(file, [other]);
        StepTimes.MakeNotOlder(file, [other]);
        Assert.Equal(s_future, File.GetLastWriteTimeUtc(file));
    }

    [Fact]
    public void A_file_becomes_as_new_as_others()
    {
        string file = Write("file", DateTime.UtcNow), other = Write("other", s_future);
        StepTimes.MakeNotOlder(file, [other]);
        Assert.Equal(File.GetLastWriteTimeUtc(other), File.GetLastWriteTimeUtc(file));
    }

    [Fact]
    public void A_fingerprint_that_changes_is_newer_than_the_stamp()
    {
        string stamp = Write("stamp", s_future);
        new Fingerprint().Add("a", "new").WriteIfDifferent(_folder.At("fingerprint"), builtWith: stamp);
        Assert.True(File.GetLastWriteTimeUtc(_folder.At("fingerprint")) > s_future);
    }

    private string Write(string name, DateTime time)
    {
        string file = _folder.Write(name, "a=old\n");
        File.SetLastWriteTimeUtc(file, time);
        return file;
    }
}
