using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

/// <summary>What a step has begun outside of the sandbox is undone, unless the step has come to its end.</summary>
public sealed class LifelineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_unfinished_is_undone_unless_the_step_is_complete_and_the_folder_goes_in_any_case(bool isComplete)
    {
        string undone = _folder.At("undone"), scratch = _folder.CreateFolder("scratch");
        string[] unfinished = [_folder.Write("old image", ""), _folder.CreateFolder("partial")];
        using var log = new StepLog(_folder.At("log"), _ => { }, _ => { });
        using (var lifeline = new Lifeline(log, scratch, [.. unfinished], new ToolCommand("touch", undone)))
        {
            if (isComplete)
            {
                lifeline.Complete();
            }
        }

        Assert.Equal(!isComplete, File.Exists(undone));
        Assert.All(unfinished, path => Assert.Equal(isComplete, Path.Exists(path)));
        Assert.False(Directory.Exists(scratch));
    }

    [Fact]
    public void A_command_that_fails_fails_nothing_else()
    {
        using var log = new StepLog(_folder.At("log"), _ => { }, _ => { });
        new Lifeline(log, _folder.CreateFolder("scratch"), [], new ToolCommand("false")).Dispose();
        Assert.False(Directory.Exists(_folder.At("scratch")));
    }
}
