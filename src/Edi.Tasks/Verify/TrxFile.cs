using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Verify;

/// <summary>
/// The results as Visual Studio's test results file, which CI systems and editors read. Identifiers follow from the
/// names, so that a check is the same test in each run.
/// </summary>
internal static class TrxFile
{
    private static readonly XNamespace s_namespace = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    // Fixed by the format: the type of a unit test, and the list of results that are in no list.
    private const string TestType = "13cdc9d9-ddb5-4fa4-a97d-d965ccfc6d4b";
    private const string NotInAList = "8c84fa94-04c1-424b-9868-57a2d4851a1d";

    /// <param name="image">The image's name, which is the class of the tests.</param>
    /// <param name="attachments">Further files: the serial log.</param>
    public static void Write(string path, string image, ImmutableArray<CheckResult> results, DateTimeOffset start, DateTimeOffset finish, ImmutableArray<string> attachments)
    {
        var document = Document(image, results, start, finish, attachments);
        AtomicFile.Write(path, $"{document.Declaration}\n{document}\n");
    }

    internal static XDocument Document(string image, ImmutableArray<CheckResult> results, DateTimeOffset start, DateTimeOffset finish, ImmutableArray<string> attachments)
    {
        string run = Id($"{image}|{Time(start)}");
        return new(
            new XDeclaration("1.0", "utf-8", null),
            Element(
                "TestRun",
                new XAttribute("id", run),
                new XAttribute("name", $"{image} {Time(start)}"),
                Element("Times", Attribute("creation", start), Attribute("queuing", start), Attribute("start", start), Attribute("finish", finish)),
                Element("Results", results.Select((result, index) => Result(image, result, index))),
                Element("TestDefinitions", results.Select((result, index) => Test(image, result, index))),
                Element("TestEntries", results.Select((_, index) => Element(
                    "TestEntry",
                    new XAttribute("testId", TestId(image, results[index], index)),
                    new XAttribute("executionId", ExecutionId(image, index)),
                    new XAttribute("testListId", NotInAList)))),
                Element("TestLists", Element("TestList", new XAttribute("name", "Results Not in a List"), new XAttribute("id", NotInAList))),
                Summary(results, attachments)));
    }

    private static XElement Result(string image, CheckResult result, int index)
    {
        var element = Element(
            "UnitTestResult",
            new XAttribute("executionId", ExecutionId(image, index)),
            new XAttribute("testId", TestId(image, result, index)),
            new XAttribute("testName", Text(result.Name)),
            new XAttribute("computerName", "edi"),
            new XAttribute("duration", result.Duration.ToString("c", CultureInfo.InvariantCulture)),
            new XAttribute("testType", TestType),
            new XAttribute("outcome", Outcome(result.Outcome)),
            new XAttribute("testListId", NotInAList));
        if (result.Failure.Length > 0)
        {
            element.Add(Element("Output", Element("ErrorInfo", Element("Message", Text(result.Failure)))));
        }

        return element;
    }

    private static XElement Test(string image, CheckResult result, int index) => Element(
        "UnitTest",
        new XAttribute("name", Text(result.Name)),
        new XAttribute("storage", image),
        new XAttribute("id", TestId(image, result, index)),
        Element("Execution", new XAttribute("id", ExecutionId(image, index))),
        Element("TestMethod", new XAttribute("codeBase", image), new XAttribute("className", image), new XAttribute("name", Text(result.Name))));

    private static XElement Summary(ImmutableArray<CheckResult> results, ImmutableArray<string> attachments)
    {
        var summary = Element(
            "ResultSummary",
            new XAttribute("outcome", results.All(result => result.Outcome == CheckOutcome.Passed) ? "Completed" : "Failed"),
            Element(
                "Counters",
                new XAttribute("total", results.Length),
                new XAttribute("executed", results.Length - Count(CheckOutcome.NotRun)),
                new XAttribute("passed", Count(CheckOutcome.Passed)),
                new XAttribute("failed", Count(CheckOutcome.Failed)),
                new XAttribute("notExecuted", Count(CheckOutcome.NotRun))));
        if (!attachments.IsEmpty)
        {
            summary.Add(Element("ResultFiles", attachments.Select(file => Element("ResultFile", new XAttribute("path", file)))));
        }

        return summary;

        int Count(CheckOutcome outcome) => results.Count(result => result.Outcome == outcome);
    }

    private static string Outcome(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => "Passed",
        CheckOutcome.Failed => "Failed",
        _ => "NotExecuted",
    };

    // The index too: two commands may have the same name in other sections.
    private static string TestId(string image, CheckResult result, int index) => Id(FormattableString.Invariant($"{image}|{index}|{result.Name}"));

    private static string ExecutionId(string image, int index) => Id(FormattableString.Invariant($"{image}|execution|{index}"));

    private static string Id(string text) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)).ToString("D");

    private static string Time(DateTimeOffset time) => time.ToString("o", CultureInfo.InvariantCulture);

    private static XAttribute Attribute(string name, DateTimeOffset time) => new(name, Time(time));

    private static XElement Element(string name, params object?[] content) => new(s_namespace + name, content);

    // XML has no escape for most control characters.
    private static string Text(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString()));
}
