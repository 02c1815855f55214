using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests.Engines;

/// <summary>The rules of each engine, with Buildah.</summary>
public sealed class BuildahTests(BuildahTests.Built built) : BuildRules(built), IClassFixture<BuildahTests.Built>
{
    [Fact]
    public async Task Edis_count_of_steps_to_clean_is_understood()
    {
        (await built.Project.BuildAsync()).Succeeded();
        (await built.Project.BuildAsync("-t:EdiCleanFrom", "-p:EdiRecursiveClean=1")).Succeeded();
        Assert.Equal(["EdiConfigure.200_second", "EdiImage"], (await built.Project.BuildAsync()).Steps);
    }

    private protected override async Task RemoveLayerAsync(TestProject project, string digest) =>
        (await project.RunAsync("buildah", "--root", $"{project.Cache}/buildah", "--runroot", project.PathOf("run"), "--storage-driver", "overlay", "rmi", "--force", digest)).Succeeded();

    /// <summary>The project of these tests.</summary>
    public sealed class Built() : BuiltProject("buildah");
}
