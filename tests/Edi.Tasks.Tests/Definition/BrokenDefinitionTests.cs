using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

/// <summary>
/// What a user is told about each definition in tests/definitions/broken. Beside NAME.yml lies NAME.expected, and, where
/// it needs plugins or overlays, the folder NAME with them. With EDI_ACCEPT=1 in the environment what is told becomes
/// what is expected; read the difference before you commit it.
/// </summary>
public sealed class BrokenDefinitionTests : IDisposable
{
    private static readonly string s_corpus = Repository.PathOf("tests/definitions/broken");

    private readonly DefinitionFolder _folder = new(Repository.PathOf("src/Edi.Sdk/plugins"));

    public static TheoryData<string> Names =>
        [.. CorpusDefinition.In(s_corpus).Select(definition => definition.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_told_what_is_wrong_where_it_is_wrong(string name)
    {
        string told = string.Concat(Told(name).Select(line => line + "\n"));
        string expected = Path.Combine(s_corpus, name + ".expected");
        if (Environment.GetEnvironmentVariable("EDI_ACCEPT") == "1")
        {
            File.WriteAllText(expected, told);
        }

        Assert.True(File.Exists(expected), $"{expected} is missing. It is told:\n{told}");
        Assert.Equal(File.ReadAllText(expected), told);
    }

    [Fact]
    public void Nothing_is_expected_of_a_definition_that_is_not_there() =>
        Assert.Empty(Directory.GetFileSystemEntries(s_corpus).Select(entry => Path.GetFileNameWithoutExtension(entry)).Distinct().Except(Names.Select(row => row.Data)));

    private IEnumerable<string> Told(string name)
    {
        var definition = CorpusDefinition.In(s_corpus).Single(candidate => candidate.Name == name).CopyTo(_folder);
        var refused = Assert.Throws<EdiException>(() => _folder.Load(definition));
        return refused.Problems.Select(problem => DiagnosticText.Of(problem, _folder.Plugins));
    }
}
