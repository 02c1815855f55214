using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;

namespace Edi.Tasks.Tests;

public sealed class ContainerEngineTests
{
    [Fact]
    public void A_project_is_built_with_Buildah_or_on_this_machine_or_on_a_remote()
    {
        Assert.Equal(ContainerEngine.Buildah, ContainerEngine.Parse("buildah", "", ""));
        Assert.Equal(new(EngineKind.Lxd, "local", ""), ContainerEngine.Parse("lxd", "", ""));
        Assert.Equal(new(EngineKind.Incus, "farm", "node-2"), ContainerEngine.Parse("incus", "farm", "node-2"));
    }

    [Theory]
    [InlineData("docker", "", "", "must be buildah, lxd or incus; found 'docker'")]
    [InlineData("LXD", "", "", "must be buildah, lxd or incus; found 'LXD'")]
    [InlineData("buildah", "farm", "", "Buildah has no remotes; found 'farm'")]
    [InlineData("buildah", "", "node-2", "Buildah has no remotes; found 'node-2'")]
    [InlineData("lxd", "farm:", "", "EdiContainerRemote must be a name")]
    [InlineData("lxd", "--help", "", "EdiContainerRemote must be a name")]
    [InlineData("incus", "", "a b", "EdiContainerMember must be a name")]
    public void Anything_else_is_refused(string engine, string remote, string member, string message)
    {
        var problem = Assert.Single(Assert.Throws<EdiException>(() => ContainerEngine.Parse(engine, remote, member)).Problems);
        Assert.Equal(EdiCodes.EngineUnknown, problem.Code);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }
}
