using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Edi.Sdk.Tests.Harness;

/// <summary>A page of the repository, as a user follows it from top to bottom.</summary>
/// <param name="path">Its path in the repository.</param>
/// <param name="version">The version of the packages that the page's projects use in place of the released one; null leaves that.</param>
internal sealed partial class DocumentationPage(string path, string? version = null)
{
    private readonly string _text = File.ReadAllText(Repository.PathOf(path)) is var text && version is null ? text : Released().Replace(text, version);

    public string Text => _text;

    /// <summary>The content of each block, whatever it is.</summary>
    public ImmutableArray<string> Blocks => [.. AnyBlock().Matches(_text).Select(block => block.Groups["content"].Value)];

    /// <summary>The blocks that follow the name of a file, in backquotes and with a colon.</summary>
    public ImmutableArray<(string File, string Content)> Files =>
        [.. AnyBlock().Matches(_text).Where(block => block.Groups["file"].Success).Select(block => (block.Groups["file"].Value, block.Groups["content"].Value))];

    /// <summary>The lines of the blocks for the shell.</summary>
    public ImmutableArray<string> Commands =>
        [.. AnyBlock().Matches(_text).Where(block => block.Groups["language"].Value == "sh").SelectMany(block => block.Groups["content"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))];

    [GeneratedRegex(@"(?<=Edi\.Sdk/|Include=""Edi\.[\w.]+"" Version="")0\.1\.0")]
    private static partial Regex Released();

    [GeneratedRegex(@"(^`(?<file>[^`]+)`:\n\n)?^```(?<language>\w+)\n(?<content>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex AnyBlock();
}
