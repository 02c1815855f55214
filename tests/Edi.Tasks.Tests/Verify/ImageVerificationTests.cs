using System.Xml.Linq;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Verify;

namespace Edi.Tasks.Tests;

/// <summary>The results of a whole run, and their file.</summary>
public sealed class ImageVerificationTests
{
    private static readonly XNamespace s_trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
    private static readonly SourcePosition s_place = new("d.yml", 1, 1, 1, 2);
    private static readonly Probe s_right = new("right", "", _ => null, s_place);
    private static readonly Probe s_wrong = new("wrong", "", _ => "it is \x1B[31mred\x1B[0m & <odd> \U0001F600", s_place);
    private static readonly ProbeAnswer s_answer = new(0, "", "", TimeSpan.FromSeconds(2));

    [Fact]
    public void Each_check_has_its_own_result() => Assert.Equal(
        ["boots to the log-in prompt Passed", "right Passed", "wrong Failed"],
        Said(ImageVerification.Judge(new BootProgress.Finished(TimeSpan.FromSeconds(9)), [s_right, s_wrong], [s_answer, s_answer])));

    [Fact]
    public void A_check_without_an_answer_did_not_run() => Assert.Equal(
        ["boots to the log-in prompt Passed", "right NotRun", "wrong Failed"],
        Said(ImageVerification.Judge(new BootProgress.Stuck(TimeSpan.FromSeconds(9), "too slow"), [s_right, s_wrong], [null, s_answer])));

    [Fact]
    public void Without_a_boot_nothing_ran() => Assert.Equal(
        ["boots to the log-in prompt Failed", "right NotRun"],
        Said(ImageVerification.Judge(new BootProgress.NotBooted("panic", TimeSpan.FromSeconds(9)), [s_right], [null])));

    [Fact]
    public void The_file_counts_what_happened()
    {
        var document = Trx();
        var counters = document.Descendants(s_trx + "Counters").Single();
        Assert.Equal("4 3 2 1 1", string.Join(' ', new[] { "total", "executed", "passed", "failed", "notExecuted" }.Select(name => counters.Attribute(name)!.Value)));
        Assert.Equal("Failed", document.Descendants(s_trx + "ResultSummary").Single().Attribute("outcome")!.Value);
        Assert.Equal(["Passed", "Passed", "Failed", "NotExecuted"], document.Descendants(s_trx + "UnitTestResult").Select(result => result.Attribute("outcome")!.Value));
        Assert.Equal("/log/serial", document.Descendants(s_trx + "ResultFile").Single().Attribute("path")!.Value);
    }

    [Fact]
    public void The_file_is_xml_whatever_a_machine_says()
    {
        var read = XDocument.Parse(Trx().ToString());
        Assert.Contains(read.Descendants(s_trx + "Message"), message => message.Value == "it is \uFFFD[31mred\uFFFD[0m & <odd> \U0001F600");
    }

    [Fact]
    public void Every_result_has_a_test_and_an_entry_of_its_own()
    {
        var document = Trx();
        string[] tests = [.. document.Descendants(s_trx + "UnitTest").Select(test => test.Attribute("id")!.Value)];
        Assert.Distinct(tests);
        Assert.Equal(tests, document.Descendants(s_trx + "UnitTestResult").Select(result => result.Attribute("testId")!.Value));
        Assert.Equal(tests, document.Descendants(s_trx + "TestEntry").Select(entry => entry.Attribute("testId")!.Value));
        Assert.Equal(
            document.Descendants(s_trx + "Execution").Select(execution => execution.Attribute("id")!.Value),
            document.Descendants(s_trx + "UnitTestResult").Select(result => result.Attribute("executionId")!.Value));
    }

    private static XDocument Trx()
    {
        var results = ImageVerification.Judge(new BootProgress.Finished(TimeSpan.FromSeconds(9)), [s_right, s_wrong, s_right], [s_answer, s_answer, null]);
        return TrxFile.Document("image", results, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMinutes(3), ["/log/serial"]);
    }

    private static IEnumerable<string> Said(IEnumerable<CheckResult> results) => results.Select(result => $"{result.Name} {result.Outcome}");
}
