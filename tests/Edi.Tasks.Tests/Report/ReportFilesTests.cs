using Edi.Tasks.Report;

namespace Edi.Tasks.Tests;

public sealed class ReportFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.At("report.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_report_has_none_before_it() => Assert.Null(Keep("1"));

    [Fact]
    public void A_report_that_is_made_again_has_the_same_before_it()
    {
        Keep("1");
        Assert.Equal("1", Keep("2")?.Digest);
        Assert.Equal("1", Keep("2")?.Digest);
        Assert.Equal("2", Keep("3")?.Digest);
    }

    [Fact]
    public void A_report_is_read_as_it_was_written()
    {
        Keep("1");
        var read = ImageReport.TryRead(Data)!;
        Assert.Equal(new ReportedPartition(1, "ROOT", "/", "ext4", 2, null), read.Partitions.Single());
        Assert.Equal(new ReportedPackage("apt", "2.9", 3), read.Packages.Single());
        Assert.Contains("\"mount_point\": \"/\"", File.ReadAllText(Data), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"name": "x", "digest": "0", "size": 1, "partitions": []}""")]
    public void A_report_of_another_form_counts_as_none(string content)
    {
        _folder.Write("report.json", content);
        Assert.Null(Keep("1"));
    }

    private ImageReport? Keep(string digest) =>
        new ReportFiles(Data).Keep(new("x.img", digest, 5, [new(1, "ROOT", "/", "ext4", 2, null)], [new("apt", "2.9", 3)]));
}
