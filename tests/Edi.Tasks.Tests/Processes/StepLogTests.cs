using System.Collections.Concurrent;
using System.Globalization;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

public sealed class StepLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _shown = new();
    private readonly ConcurrentQueue<string> _details = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Output_is_shown_and_commands_and_details_are_not()
    {
        using (var log = Create())
        {
            log.Start(new ToolCommand("tool", "two words"));
            log.Output("out");
            log.Detail("detail");
            Assert.Equal("out", log.Tail);
        }

        Assert.Equal(["out"], _shown);
        Assert.Equal(["+ tool 'two words'", "detail"], _details);
        Assert.Equal(["+ tool 'two words'", "out", "detail"], Lines());
    }

    [Fact]
    public void A_password_of_a_url_is_nowhere()
    {
        using var log = Create();
        log.Start(new ToolCommand("mmdebstrap", "deb http://me:secret@mirror/debian trixie main"));
        log.Output("Err: http://me:secret@mirror/debian");
        log.Detail("http://me:secret@mirror/debian");
        Assert.Equal("Err: http://me:***@mirror/debian", log.Tail);
        Assert.DoesNotContain("secret", string.Concat([.. Lines(), .. _shown, .. _details]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_nowhere_however_it_is_quoted()
    {
        using var log = new StepLog(_folder.At("log/step.log"), _shown.Enqueue, _details.Enqueue, new(["it's mine", "$6$salt$hash", "mine"]));
        log.Start(new ToolCommand("useradd", "--password", "$6$salt$hash", "--comment", "it's mine")).Exited(0);
        log.Output("the password is 'it's mine'");
        Assert.Equal("the password is '***'", log.Tail);
        Assert.Equal("+ useradd --password '***' --comment '***'", _details.First());
        Assert.DoesNotMatch("mine|hash", string.Concat([.. Lines(), .. _shown, .. _details]));
    }

    [Theory]
    [InlineData("exit 0", "exit code 0")]
    [InlineData("exit 3", "exit code 3")]
    [InlineData("kill -KILL $$", "exit code 137")]
    public void How_a_program_ends_stands_after_what_it_printed_with_its_duration(string script, string end)
    {
        using var log = Create();
        new HostToolRunner(log, TestContext.Current.CancellationToken).Run(new ToolCommand("sh", "-c", $"echo out; {script}"));
        Assert.Equal(["out"], _shown);
        Assert.StartsWith("+ sh -c ", Lines()[0], StringComparison.Ordinal);
        Assert.Equal("out", Lines()[1]);
        Assert.Matches($"^= sh: {end}, [0-9]+\\.[0-9]{{3}} s$", Lines()[2]);
        Assert.Equal(Lines()[2], _details.Last());
    }

    [Fact]
    public void A_program_that_is_cancelled_or_cannot_be_started_has_an_end_too()
    {
        using var log = Create();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.ThrowsAny<OperationCanceledException>(() => new HostToolRunner(log, cancellation.Token).Run(new ToolCommand("sleep", "1000")));
        Assert.Throws<EdiException>(() => new HostToolRunner(log, TestContext.Current.CancellationToken).Run(new ToolCommand("edi-no-such-program")));
        Assert.Collection(
            _details,
            line => Assert.Equal("+ sleep 1000", line),
            line => Assert.StartsWith("= sleep: killed, ", line, StringComparison.Ordinal),
            line => Assert.Equal("+ edi-no-such-program", line),
            line => Assert.StartsWith("= edi-no-such-program: not started, ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_line_begins_with_the_time()
    {
        using (var log = Create())
        {
            log.Output("out");
        }

        Assert.Matches("^[0-2][0-9]:[0-5][0-9]:[0-5][0-9] out$", Assert.Single(File.ReadAllLines(_folder.At("log/step.log"))));
    }

    [Fact]
    public void The_tail_is_the_last_15_lines_that_say_something()
    {
        using var log = Create();
        for (int i = 1; i <= 20; i++)
        {
            log.Output(i.ToString(CultureInfo.InvariantCulture));
            log.Output("");
            log.Output("  ");
        }

        Assert.Equal(string.Join('\n', Enumerable.Range(6, 15)), log.Tail);
    }

    [Fact]
    public void An_older_log_is_replaced()
    {
        _folder.Write("log/step.log", "old");
        using (var log = Create())
        {
            log.Output("new");
        }

        Assert.Equal(["new"], Lines());
    }

    [Fact]
    public void A_line_is_in_the_file_at_once()
    {
        using var log = Create();
        log.Output("out");
        Assert.Equal(["out"], Lines());
    }

    [Fact]
    public void Several_threads_do_not_tear_each_others_lines()
    {
        using (var log = Create())
        {
            Parallel.For(0, 8, thread =>
            {
                for (int i = 0; i < 200; i++)
                {
                    log.Output($"{thread}:{i}:{new string('x', 50)}");
                    _ = log.Tail;
                }
            });
        }

        Assert.Equal(1600, _shown.Count);
        string[] lines = Lines();
        Assert.Equal(1600, lines.Distinct().Count());
        Assert.All(lines, line => Assert.Matches("^[0-7]:[0-9]+:x{50}$", line));
    }

    private StepLog Create() => new(_folder.At("log/step.log"), _shown.Enqueue, _details.Enqueue);

    private string[] Lines() => [.. File.ReadAllLines(_folder.At("log/step.log")).Select(line => line["HH:mm:ss ".Length..])];

    [Theory]
    [InlineData("EDI1005", "It failed.")] // The message says all.
    [InlineData("EDI2007", "It failed. The whole log: $LOG.")]
    [InlineData("EDI3001", "It failed. It said: layer not known. The whole log: $LOG.")]
    [InlineData("EDI3002", "It failed. The whole log: $LOG. Its last lines:\nTASK\nError: layer not known")]
    public void A_code_tells_how_much_of_the_output_belongs_to_its_error(string code, string expected)
    {
        using var log = Create();
        log.Output("TASK");
        log.Output("Error: layer not known");
        var failure = log.Explain(new(EdiCodes.All.Single(known => known.Id == code), "It failed."));
        Assert.Equal(expected, Assert.Single(failure.Problems).Message.Replace(_folder.At("log/step.log"), "$LOG", StringComparison.Ordinal));
    }

    [Fact]
    public void The_last_line_is_called_so_where_none_tells_a_reason()
    {
        using var log = new StepLog(null, _ => { }, _ => { });
        log.Output("I: extracting archives...");
        Assert.Equal("'mmdebstrap' ended with exit code 137. Its last line: I: extracting archives.", log.Explain(new(EdiCodes.BootstrapFailed, "'mmdebstrap' ended with exit code 137.")).Problems[0].Message);
    }

    [Fact]
    public void A_failure_is_explained_without_a_file_too()
    {
        using var log = new StepLog(null, _ => { }, _ => { });
        log.Output("Error: layer not known");
        var failure = log.Explain(new(EdiCodes.EngineFailed, "'buildah' ended with exit code 125."));
        Assert.Equal("'buildah' ended with exit code 125. It said: layer not known.", Assert.Single(failure.Problems).Message);
    }
}
