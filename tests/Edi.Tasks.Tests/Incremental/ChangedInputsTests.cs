using System.Diagnostics;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Tests;

/// <summary>What happens to a step's inputs between their reading and the step's end.</summary>
public sealed class ChangedInputsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;
    private readonly string _other;

    public ChangedInputsTests()
    {
        _file = _folder.Write("role/tasks/main.yml", "content");
        _other = _folder.Write("outside/file", "content");
        File.CreateSymbolicLink(_folder.At("role/link"), _other);
    }

    private string Fingerprint => _folder.At("fingerprint/step.txt");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_nobody_touches_is_as_it_was_read()
    {
        var inputs = Read();
        _ = File.ReadAllText(_file);
        Assert.Empty(inputs.FindWritten());
    }

    [Fact]
    public void A_file_that_was_changed_and_changed_back_is_found()
    {
        var inputs = Read();
        File.WriteAllText(_file, "CONTENT");
        File.WriteAllText(_file, "content");
        Assert.Equal([_file], inputs.FindWritten());
        Assert.Empty(inputs.FindWritten());
    }

    [Fact]
    public void So_is_one_whose_time_was_set_back_too()
    {
        var inputs = Read();
        var time = File.GetLastWriteTimeUtc(_file);
        Thread.Sleep(20); // The kernel's clock of files has ticks.
        File.WriteAllText(_file, "CONTENT");
        File.WriteAllText(_file, "content");
        File.SetLastWriteTimeUtc(_file, time);
        Assert.Equal([_file], inputs.FindWritten());
    }

    [Fact]
    public void So_is_one_that_was_replaced_and_came_back()
    {
        var inputs = Read();
        File.Move(_file, _folder.At("kept"));
        File.Move(_folder.At("kept"), _file);
        Assert.Contains(Path.GetDirectoryName(_file)!, inputs.FindWritten());
    }

    [Fact]
    public void So_is_a_folder_in_which_a_file_came_and_went()
    {
        var inputs = Read();
        Thread.Sleep(20);
        File.Delete(_folder.Write("role/new", ""));
        Assert.Equal([_folder.At("role")], inputs.FindWritten());
    }

    [Fact]
    public void So_is_what_a_link_leads_to()
    {
        var inputs = Read();
        Thread.Sleep(20);
        File.WriteAllText(_other, "content");
        Assert.Equal([_folder.At("role/link")], inputs.FindWritten());
    }

    [Fact]
    public void A_hard_link_changes_nothing()
    {
        var inputs = Read();
        using (var link = Process.Start("ln", [_file, _folder.At("name")]))
        {
            link.WaitForExit();
        }

        Assert.Empty(inputs.FindWritten());
        File.Delete(_folder.At("name"));
        Assert.Empty(inputs.FindWritten());
    }

    [Theory]
    [InlineData("content")]
    [InlineData("mode")]
    [InlineData("gone")]
    [InlineData("target")]
    public void A_file_that_stays_changed_is_an_error_at_its_place(string change)
    {
        var inputs = Read();
        string changed = _file;
        switch (change)
        {
            case "content": File.WriteAllText(_file, "CONTENT"); break;
            case "mode": File.SetUnixFileMode(_file, UnixFileMode.UserRead); break;
            case "gone": File.Delete(_file); break;
            default: File.WriteAllText(_other, "CONTENT"); changed = _folder.At("role/link"); break;
        }

        var problems = Assert.Throws<EdiException>(() => inputs.FindWritten()).Problems;
        Assert.Contains(problems, problem => problem.Code.Id == "EDI0021" && problem.Position!.File == changed);
    }

    [Fact]
    public void A_file_that_is_new_is_an_error_of_its_folder()
    {
        var inputs = Read();
        _folder.Write("role/new", "");
        Assert.Equal(_folder.At("role"), Assert.Throws<EdiException>(() => inputs.FindWritten()).Problems.Single().Position!.File);
    }

    [Fact]
    public void A_step_without_files_has_no_inputs() => Assert.Empty(StepInputs.Read([_folder.At("none.txt")]).FindWritten());

    [Fact]
    public void What_was_kept_is_written_only_when_it_differs()
    {
        Read();
        string kept = StepFiles.InputsOf(Fingerprint);
        File.SetLastWriteTimeUtc(kept, DateTime.UnixEpoch);
        Read();
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(kept));
    }

    private StepInputs Read()
    {
        StepInputs.Write(Fingerprint, new Fingerprint().AddInput("", _folder.At("role")).Inputs);
        return StepInputs.Read([Fingerprint, _folder.At("digest/none.txt")]);
    }
}
