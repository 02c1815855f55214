using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>Projects in folders whose names have what means something to MSBuild, to a shell, or to nobody.</summary>
public sealed class OddPathTests : IDisposable
{
    private static readonly string[] s_names =
    [
        "plain", ";", "a;b", "%", "%41", "%3B", "$(HOME)", "@(Item)", "it's", "q\"q", "a&b", "<x>", " lead", "trail ", "line\nbreak", "tab\t", "ünï", "#", "{{ x }}", "-p", "a,b", "~", "a=b", "[a]", "`b`",
    ];

    private readonly TestProject _project = new();

    public void Dispose() => _project.Dispose();

    // MSBuild itself divides the items that the definition gives, and finds what they name.
    [Fact]
    public async Task The_targets_find_the_files_of_every_folder()
    {
        foreach (string name in s_names)
        {
            Place(name, """
                <Target Name="Find" DependsOnTargets="EdiReadDefinition">
                  <ItemGroup>
                    <_Found Include="%(_EdiPlaybook.Fingerprint);$(_EdiBootstrapInputs);$(_EdiResolvedDefinition)" />
                    <_Made Include="%(_EdiPlaybook.Inputs);%(_EdiPlaybook.Missing);$(_EdiContainerMissing);$(_EdiImages)" />
                  </ItemGroup>
                  <Error Text="There is no %(_Found.FullPath)" Condition="!Exists('%(_Found.FullPath)')" />
                  <Error Text="%(_Made.FullPath) lies elsewhere" Condition="!$([System.String]::Copy('%(_Made.FullPath)').StartsWith('$(MSBuildProjectDirectory)/'))" />
                  <Message Importance="high" Text="found in $(MSBuildProjectDirectory)" />
                </Target>
                """);
        }

        _project.Write("all.proj", "<Project><ItemGroup><Odd Include=\"odd/*/small.ediproj\" /></ItemGroup><Target Name=\"Find\"><MSBuild Projects=\"@(Odd)\" Targets=\"Find\" /></Target></Project>\n");
        var outcome = await _project.DotnetAsync("msbuild", "all.proj", "-nologo", "-tl:off", $"-p:EdiCacheDirectory={_project.Cache}");
        outcome.Succeeded();
        Assert.Equal(s_names.Length, outcome.Output.Split("found in ").Length - 1);
        // The second line of a message is indented.
        Assert.All(s_names, name => Assert.Contains($"found in {_project.PathOf("odd/" + name.Split('\n')[0])}", outcome.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a*b")]
    [InlineData("a?b")]
    [InlineData("a:b")]
    public async Task A_path_that_MSBuild_itself_cannot_build_is_refused(string name)
    {
        Place(name, "");
        (await BuildAsync(name)).FailedWith($"error EDI0020: MSBuild cannot build a project whose path has '*', '?' or ':' in it; found {_project.PathOf($"odd/{name}/small.ediproj")}.");
    }

    [LongTheory]
    [InlineData("a;b %41")]
    [InlineData("it's \"$(x)\" & {{ y }}")]
    public async Task An_image_is_built_in_a_folder_of_any_name(string name)
    {
        Place(name, "");
        (await BuildAsync(name)).Succeeded();
        Assert.True(File.Exists(_project.PathOf($"odd/{name}/bin/Debug/small.img")));
        Assert.Empty((await BuildAsync(name)).Steps);
        (await BuildAsync(name, "-t:Clean")).Succeeded();
        Assert.False(File.Exists(_project.PathOf($"odd/{name}/bin/Debug/small.img")));
    }

    private void Place(string name, string content)
    {
        string folder = $"odd/{name}";
        _project.WriteProject($"{folder}/small", content);
        foreach (string file in Directory.GetFiles(_project.PathOf("plugins"), "*", SearchOption.AllDirectories).Append(_project.PathOf("small.yml")))
        {
            _project.Write($"{folder}/{Path.GetRelativePath(_project.Folder, file)}", File.ReadAllText(file));
        }
    }

    private Task<CommandOutcome> BuildAsync(string name, params string[] arguments) =>
        _project.RunAsync(["env", "-C", _project.PathOf($"odd/{name}"), "dotnet", "build", "small.ediproj", "-tl:off", $"-p:EdiCacheDirectory={_project.Cache}", .. arguments]);
}
