using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests.Engines;

/// <summary>The rules of each engine, with Buildah.</summary>
public sealed class BuildahTests(BuildahTests.Built built) : BuildRules(built), IClassFixture<BuildahTests.Built>
{
    [Fact]
    public async Task Edis_count_of_commands_to_clean_is_understood()
    {
        (await built.Project.BuildAsync()).Succeeded();
        (await built.Project.BuildAsync("-t:EdiCleanFrom", "-p:EdiRecursiveClean=2")).Succeeded();
        Assert.Equal(["EdiConfigure.100_first", "EdiConfigure.200_second", "EdiImage"], (await built.Project.BuildAsync()).Steps);
    }

    [Theory]
    [InlineData("ln -s ../../precious bin/Debug/small.img")]
    [InlineData("mkdir bin/Debug/small.img")]
    public async Task What_stands_in_the_image_s_place_is_replaced_and_never_written_through(string replace)
    {
        (await built.Project.BuildAsync()).Succeeded();
        built.Project.Write("precious", "precious");
        (await built.Project.RunAsync("sh", "-euc", $"rm bin/Debug/small.img; {replace}")).Succeeded();
        Assert.Equal(["EdiImage"], (await built.Project.BuildAsync()).Steps);
        Assert.Null(new FileInfo(built.Project.PathOf("bin/Debug/small.img")).LinkTarget);
        Assert.True(File.Exists(built.Project.PathOf("bin/Debug/small.img")));
        Assert.Equal("precious", await File.ReadAllTextAsync(built.Project.PathOf("precious"), TestContext.Current.CancellationToken));
    }

    private protected override async Task RemoveLayerAsync(TestProject project, string digest) =>
        (await project.RunAsync("buildah", "--root", $"{project.Cache}/buildah", "--runroot", project.PathOf("run"), "--storage-driver", "overlay", "rmi", "--force", digest)).Succeeded();

    /// <summary>The project of these tests.</summary>
    public sealed class Built() : BuiltProject("buildah");
}
