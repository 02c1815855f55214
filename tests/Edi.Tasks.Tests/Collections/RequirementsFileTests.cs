using Edi.Tasks.Collections;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

public sealed class RequirementsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("collections: [community.general]", "collection")]
    [InlineData("roles: [{src: a.b}]", "role")]
    [InlineData("---\ncollections:\n  - name: a.b\nroles:\n  - src: c.d\n", "collection role")]
    [InlineData("- src: a.b\n", "role")]
    public void It_tells_what_has_to_be_fetched(string text, string kinds) =>
        Assert.Equal(kinds.Split(' '), RequirementsFile.Kinds(_folder.Write("requirements.yml", text)));

    [Theory]
    [InlineData("collection: [a.b]", "EDI1002 (1,1)")]
    [InlineData("", "EDI1003 (1,1)")]
    [InlineData("just words", "EDI1003 (1,1)")]
    [InlineData("collections: [", "EDI1001 (1,15)")]
    public void Anything_else_is_refused_at_its_place(string text, string problem)
    {
        var found = Assert.Throws<EdiException>(() => RequirementsFile.Kinds(_folder.Write("requirements.yml", text))).Problems[0];
        Assert.Equal(problem, FormattableString.Invariant($"{found.Code.Id} ({found.Position!.Line},{found.Position.Column})"));
    }

    [Fact]
    public void A_folder_that_is_not_what_the_file_names_is_a_warning()
    {
        string requirements = _folder.At("requirements.yml"), folder = _folder.CreateFolder("galaxy");
        Assert.Empty(RestoredCollections.FindProblems(requirements, folder));
        _folder.Write("requirements.yml", "collections: [a.b]");
        Assert.Contains("is not in", Problem(), StringComparison.Ordinal);
        _folder.Write($"galaxy/{RestoredCollections.Record}", RestoredCollections.Describe(requirements) + "\n");
        Assert.Empty(RestoredCollections.FindProblems(requirements, folder));
        _folder.Write("requirements.yml", "collections: [a.c]");
        Assert.Contains("has changed since", Problem(), StringComparison.Ordinal);

        string Problem()
        {
            var problem = Assert.Single(RestoredCollections.FindProblems(requirements, folder));
            Assert.True(problem.IsWarning);
            return problem.Message;
        }
    }
}
