using Edi.Tasks.Incremental;

namespace Edi.Tasks.Tests;

/// <summary>The reasons for which a step runs, as a user reads them.</summary>
public sealed class StepStateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StepFiles _files;
    private readonly string _result;

    public StepStateTests()
    {
        _files = new(_folder.At("fingerprint"), _folder.At("stamp"), _folder.At("digest"));
        _folder.Write("fingerprint/EdiFormat.qcow2.txt", "format=qcow2\n");
        _folder.Write("digest/EdiImage.txt", "a.dll=1\nb.dll=1\n");
        _result = _folder.Write("product.qcow2", "");
        _folder.Write("stamp/EdiFormat.qcow2.stamp", "format=qcow2\n");
        new StepResults(StepFiles.ResultsOf(Stamp)).Write([_result]);
    }

    private string Stamp => _files.Stamp("EdiFormat.qcow2");

    private string Input => _files.Digest("EdiImage");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_somebody_has_removed_is_missing()
    {
        File.Delete(_result);
        Assert.Equal([$"{_result} is missing"], Reasons());
    }

    /// <summary>The step that makes a new image removes what was made of the old one.</summary>
    [Fact]
    public void What_the_build_has_removed_itself_is_no_reason()
    {
        File.Delete(_result);
        Change("a.dll=2\nb.dll=1\n");
        Assert.Equal(["the result of EdiImage changed"], Reasons());
    }

    [Fact]
    public void A_result_that_the_step_has_kept_tells_what_of_it_changed()
    {
        _folder.Write(Path.GetRelativePath(_folder.Path, StepFiles.InputOf(Stamp, Input)), File.ReadAllText(Input));
        Change("a.dll=2\nc.dll=1\n");
        Assert.Equal(["the result of EdiImage changed (a.dll changed, b.dll was removed, c.dll was added)"], Reasons());
        Change("a.dll=2\nc.dll=1\nd.dll=1\n");
        Assert.Equal(["the result of EdiImage changed (a.dll changed, b.dll was removed, c.dll was added, and 1 more)"], Reasons());
    }

    private void Change(string digest)
    {
        File.WriteAllText(Input, digest);
        StepTimes.MakeNewer(Input, [Stamp]);
    }

    private string[] Reasons() => [.. StepState.ReasonsToRun(Stamp, _files.Fingerprint("EdiFormat.qcow2"), [Input], [_result])];
}
