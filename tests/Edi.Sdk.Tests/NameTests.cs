using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests;

/// <summary>Names that are nearly ours are warned of, wherever MSBuild gets them from. None of these builds an image.</summary>
public sealed class NameTests : IDisposable
{
    private const string Rest = "no property of Edi.Sdk, and nothing reads it. Did you mean";

    private readonly TestProject _project = new();

    public NameTests()
    {
        _project.WriteProject("small", "\n<PropertyGroup>\n  <EdiArchitektur>arm64</EdiArchitektur>\n  <EdiMyThing>mine</EdiMyThing>\n</PropertyGroup>\n");
        _project.Write("Directory.Build.props", "<Project>\n  <Import Project=\"shared.props\" />\n  <PropertyGroup><EdiLnit>false</EdiLnit></PropertyGroup>\n</Project>\n");
        _project.Write("shared.props", "<Project>\n  <ItemGroup><EdiPublishFil Include=\"CHANGES.md\" /></ItemGroup>\n</Project>\n");
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_misspelt_name_is_told_at_its_place_in_each_build_until_it_is_right()
    {
        for (int build = 0; build < 2; build++)
        {
            string output = (await ReadAsync("-p:EdiSiute=trixie")).Succeeded().Output;
            Assert.Contains($"small.ediproj(3,4,3,18): warning EDI0022: 'EdiArchitektur' is {Rest} 'EdiArchitecture'?", output, StringComparison.Ordinal);
            Assert.Contains($"Directory.Build.props(3,19,3,26): warning EDI0022: 'EdiLnit' is {Rest} 'EdiLint'?", output, StringComparison.Ordinal);
            Assert.Contains("shared.props(2,15,2,28): warning EDI0022: 'EdiPublishFil' is no item of Edi.Sdk, and nothing reads it. Did you mean 'EdiPublishFile'?", output, StringComparison.Ordinal);
            Assert.Contains($"Edi.Sdk : warning EDI0022: 'EdiSiute', set on the command line or by a project that refers to this one, is {Rest} 'EdiSuite'?", output, StringComparison.Ordinal);
            Assert.DoesNotContain("EdiMyThing", output, StringComparison.Ordinal);
        }

        _project.Replace("small.ediproj", "EdiArchitektur", "EdiArchitecture");
        _project.Replace("Directory.Build.props", "EdiLnit", "EdiLint");
        _project.Replace("shared.props", "EdiPublishFil", "EdiPublishFile");
        Assert.DoesNotContain("EDI0022", (await ReadAsync()).Succeeded().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("EDI0022", (await ReadAsync()).Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("'EdiSiute'", (await ReadAsync("-p:EdiSiute=trixie")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoWarn_silences_it_and_warnings_may_be_errors()
    {
        (await ReadAsync("-warnaserror")).FailedWith("error EDI0022: 'EdiArchitektur'");
        Assert.DoesNotContain("EDI0022", (await ReadAsync("-p:NoWarn=EDI0022")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_variable_of_the_environment_is_told()
    {
        var outcome = await _project.RunAsync("env", "EdiCacheDir=/none", "dotnet", "msbuild", "small.ediproj", "-restore", "-t:EdiReadDefinition", "-tl:off");
        Assert.Contains($"Edi.Sdk : warning EDI0022: 'EdiCacheDir', set in the environment, is {Rest} 'EdiCacheDirectory'?", outcome.Succeeded().Output, StringComparison.Ordinal);
    }

    /// <summary>What it makes fail is told after it.</summary>
    [Fact]
    public async Task The_name_is_told_before_what_goes_wrong_without_it()
    {
        _project.WriteProject("other", "<PropertyGroup><EdiDefiniton>small.yml</EdiDefiniton></PropertyGroup>");
        var outcome = await _project.DotnetAsync("build", "other.ediproj", "-tl:off");
        outcome.FailedWith("error EDI1007");
        outcome.FailedWith($"warning EDI0022: 'EdiDefiniton' is {Rest} 'EdiDefinition'?");
    }

    /// <summary>These were never silent: what reads the items refuses them.</summary>
    [Theory]
    [InlineData("<ProjectReference Include=\"small.ediproj\" EdiBse=\"false\" />", "error EDI1002: 'EdiBse' is not a metadata of ProjectReference 'small.ediproj'. Did you mean 'EdiBase'?")]
    [InlineData("<ProjectReference Include=\"a.csproj\" EdiInstallPath=\"/opt/a\" EdiServce=\"a.service\" />", "Did you mean 'EdiService'?")]
    [InlineData("<EdiPlaybook Include=\"100_first\" Skp=\"true\" />", "error EDI1002: 'skp' is not a key of playbook '100_first'. Did you mean 'skip'?")]
    [InlineData("<EdiComponent Include=\"parts\" Nme=\"Parts\" />", "warning EDI0022: 'Nme' is no metadata of EdiComponent, and nothing reads it. Did you mean 'Name'?")]
    public async Task Misspelt_metadata_of_an_item_is_told(string item, string told)
    {
        _project.Write("parts/definition.yml", "bootstrap: {suit: trixie}\n");
        _project.WriteProject("other", $"<PropertyGroup><EdiDefinition>small.yml</EdiDefinition></PropertyGroup><ItemGroup>{item}</ItemGroup>");
        (await _project.DotnetAsync("msbuild", "other.ediproj", "-restore", "-t:EdiReadDefinition", "-tl:off")).FailedWith(told);
    }

    private Task<CommandOutcome> ReadAsync(params string[] arguments) =>
        _project.DotnetAsync(["msbuild", "small.ediproj", "-restore", "-t:EdiReadDefinition", "-tl:off", .. arguments]);
}
