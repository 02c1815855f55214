using Edi.Tasks.Flash;

namespace Edi.Tasks.Tests;

public sealed class FlashProgressTests
{
    private readonly List<string> _shown = [];
    private readonly FlashProgress _progress;

    public FlashProgressTests() => _progress = new(total: 1000 * 512, _shown.Add);

    [Fact]
    public void Each_tenth_is_told_once_of_the_writing_and_then_of_the_reading()
    {
        Count(read: 500, written: 70);
        _progress.Hear("writing");
        foreach (int written in new[] { 70, 169, 170, 175, 500, 1070, 2000 })
        {
            Count(read: 500, written);
        }

        _progress.Hear("reading");
        Count(read: 700, written: 2500);
        _progress.Hear("differs 0 4096");
        Count(read: 1500, written: 2500);
        Assert.Equal(["writing 500 KiB", "writing: 10 %", "writing: 40 %", "writing: 100 %", "reading 500 KiB", "reading: 20 %", "reading: 100 %"], _shown);
    }

    [Fact]
    public void The_first_count_may_come_after_the_beginning()
    {
        _progress.Hear("writing");
        Count(read: 0, written: 5000);
        Count(read: 0, written: 5500);
        Assert.Equal(["writing 500 KiB", "writing: 50 %"], _shown);
    }

    [Fact]
    public void Of_a_plain_file_only_the_words_are_told()
    {
        _progress.Hear("counted ");
        _progress.Hear("writing");
        _progress.Hear("counted ");
        Assert.Equal(["writing 500 KiB"], _shown);
        Assert.Equal("/dev/null", FlashProgress.CountsOf(new FlashTarget.PlainFile("/tmp/x")));
    }

    [Fact]
    public void The_kernel_has_the_file_that_is_read() =>
        Assert.All(
            Directory.GetDirectories("/sys/class/block").Select(path => Path.GetFileName(path)),
            name => Assert.True(File.ReadAllText(FlashProgress.CountsOf(new FlashTarget.Disk(Devices.Device(name, "disk", 1)))).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= 11));

    private void Count(int read, int written) => _progress.Hear($"counted    11  22  {read}  44  55  66 {written} 88 0 0 0");
}
