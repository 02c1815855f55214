using Edi.Tasks.Flash;

namespace Edi.Tasks.Tests;

public sealed class FlashProgressTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _shown = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_tenth_is_told_once_of_the_writing_and_then_of_the_reading()
    {
        using var progress = new FlashProgress(_folder.At("stat"), total: 1000 * 512, _shown.Add);
        Count(read: 500, written: 70);
        progress.Look();
        progress.Begin("writing");
        foreach (int written in new[] { 70, 169, 170, 175, 500, 1070, 2000 })
        {
            Count(read: 500, written);
            progress.Look();
        }

        progress.Begin("reading");
        Count(read: 700, written: 2500);
        progress.Look();
        Assert.Equal(["writing 500 KiB", "writing: 10 %", "writing: 40 %", "writing: 100 %", "reading 500 KiB", "reading: 20 %"], _shown);
    }

    [Fact]
    public void Of_a_plain_file_only_the_words_are_told()
    {
        using var progress = new FlashProgress(new FlashTarget.PlainFile("/tmp/x"), total: 1024, _shown.Add);
        progress.Begin("writing");
        progress.Look();
        Assert.Equal(["writing 1 KiB"], _shown);
    }

    [Fact]
    public void The_kernel_has_the_file_that_is_read() =>
        Assert.All(
            Directory.GetDirectories("/sys/class/block"),
            device => Assert.True(File.ReadAllText(Path.Combine(device, "stat")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= 11));

    private void Count(int read, int written) => _folder.Write("stat", $"   11  22  {read}  44  55  66 {written} 88 0 0 0\n");
}
