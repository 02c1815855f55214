using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

public sealed class ShellWordsTests : IDisposable
{
    private readonly HostToolFixture _tools = new();

    public void Dispose() => _tools.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("one")]
    [InlineData(" one\ttwo  three ")]
    [InlineData("--start-at-task 'Install the product'")]
    [InlineData("--tags=\"a b\"c'd e'")]
    [InlineData("''")]
    [InlineData("a '' b")]
    [InlineData("it\\'s one\\ word")]
    [InlineData("'a\\b' \"a\\b\" \"a\\\"b\" \"a\\\\b\"")]
    [InlineData("\"it's\" 'say \"it\"'")]
    [InlineData("end\\\\")]
    public void Words_are_those_of_a_shell(string line) =>
        Assert.Equal(
            _tools.Host.Capture(EdiCodes.EngineFailed, new ToolCommand("sh", "-c", $"for word in {line}; do printf '[%s]\\n' \"$word\"; done")),
            string.Concat(ShellWords.Split(line)!.Value.Select(word => $"[{word}]\n")));

    [Theory]
    [InlineData("it's")]
    [InlineData("'it\\''")]
    [InlineData("a \"b")]
    [InlineData("\"b\\\"")]
    public void A_quote_that_is_not_closed_is_no_line(string line) => Assert.Null(ShellWords.Split(line));
}
