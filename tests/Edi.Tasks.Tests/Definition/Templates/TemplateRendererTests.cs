using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Templates;

namespace Edi.Tasks.Tests;

public sealed class TemplateRendererTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void A_kept_result_that_was_cut_off_is_made_again(int lost)
    {
        Assert.Equal("a: 1", Render());
        string kept = _folder.At("set.json");
        string content = File.ReadAllText(kept);
        int keyLine = content.IndexOf('\n', StringComparison.Ordinal) + 1;
        File.WriteAllText(kept, content[..int.Max(keyLine + 1, content.Length - lost)]);
        Assert.Equal("a: 1", Render());
        Assert.Equal(content, File.ReadAllText(kept));
    }

    private string? Render()
    {
        var problems = new ProblemList();
        var template = new Template("my-image.yml", "a: {{ one }}\n", new JsonObject { ["one"] = 1 }, "");
        return new TemplateRenderer(_folder.Path, isStrict: true, TestContext.Current.CancellationToken).Render("set", [template], problems)[0]?.Text;
    }
}
