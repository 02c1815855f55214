using Edi.Tasks.Incremental;

namespace Edi.Tasks.Tests;

public sealed class StepResultsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;
    private readonly StepResults _results;

    public StepResultsTests()
    {
        _file = _folder.Write("bin/file", "content");
        _folder.Write("bin/folder/deep/file", "content");
        File.CreateSymbolicLink(_folder.At("bin/link"), "nowhere");
        _results = new(_folder.At("stamp/step.results"));
        _results.Write([_file, _folder.At("bin/folder"), _folder.At("bin/link")]);
    }

    private string Folder => _folder.At("bin/folder");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_as_it_was_is_not_altered() => Assert.Empty(_results.FindAltered());

    [Fact]
    public void A_file_with_other_content_is_altered()
    {
        File.WriteAllText(_file, "CONTENT");
        Assert.Equal([_file], _results.FindAltered());
        Assert.Equal([_file], _results.FindAltered());
    }

    [Fact]
    public void A_file_that_was_cut_off_is_altered()
    {
        using (var file = File.OpenWrite(_file))
        {
            file.SetLength(3);
        }

        Assert.Equal([_file], _results.FindAltered());
    }

    [Theory]
    [InlineData("deep/file")]
    [InlineData("deep/new")]
    public void A_folder_with_other_content_is_altered(string file)
    {
        File.WriteAllText(Path.Combine(Folder, file), "other");
        Assert.Equal([Folder], _results.FindAltered());
    }

    [Fact]
    public void A_link_that_leads_elsewhere_is_altered()
    {
        File.Delete(_folder.At("bin/link"));
        File.CreateSymbolicLink(_folder.At("bin/link"), "elsewhere");
        Assert.Equal([_folder.At("bin/link")], _results.FindAltered());
    }

    [Fact]
    public void The_same_content_at_another_time_is_not_altered()
    {
        File.Delete(_file);
        File.WriteAllText(_file, "content");
        File.SetLastWriteTimeUtc(_file, DateTime.UnixEpoch);
        Assert.Empty(_results.FindAltered());
        // It is remembered with its new identity, by which nobody reads it again.
        Assert.Contains(FileIdentity.Of(_file), File.ReadAllText(_folder.At("stamp/step.results")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_not_altered()
    {
        File.Delete(_file);
        Assert.Empty(_results.FindAltered());
    }

    [Theory]
    [InlineData("emptied")]
    [InlineData("cut off")]
    [InlineData("cut off at a line's end")]
    [InlineData("garbage")]
    [InlineData("missing")]
    [InlineData("a folder")]
    public void A_record_that_is_not_whole_hides_nothing(string damage)
    {
        string record = _folder.At("stamp/step.results"), content = File.ReadAllText(record);
        File.WriteAllText(_file, "");
        File.Delete(record);
        switch (damage)
        {
            case "emptied": File.WriteAllText(record, ""); break;
            case "cut off": File.WriteAllText(record, content[..^20]); break;
            case "cut off at a line's end": File.WriteAllText(record, content[..(content.IndexOf('\n', StringComparison.Ordinal) + 1)]); break;
            case "garbage": File.WriteAllBytes(record, [0, 1, 2, 0xff, 0xfe, 10, 9, 9]); break;
            case "a folder": Directory.CreateDirectory(record); break;
        }

        Assert.Equal([record], _results.FindAltered());
        Assert.Empty(_results.Paths);
    }

    [Fact]
    public void A_record_is_written_where_a_folder_lies()
    {
        string record = _folder.CreateFolder("stamp/other.results");
        _folder.Write("stamp/other.results/file", "");
        _folder.Write("stamp/other.results.partial/file", "");
        new StepResults(record).Write([_file]);
        Assert.Equal([_file], new StepResults(record).Paths);
    }

    [Fact]
    public void A_copy_has_results_of_its_own()
    {
        string copy = _folder.At("copy");
        Directory.Move(_folder.CreateFolder("empty"), copy);
        _folder.Write("copy/stamp/step.results", File.ReadAllText(_folder.At("stamp/step.results")));
        string file = _folder.Write("copy/bin/file", "changed");
        Assert.Equal([file], new StepResults(_folder.At("copy/stamp/step.results")).FindAltered());
    }
}
