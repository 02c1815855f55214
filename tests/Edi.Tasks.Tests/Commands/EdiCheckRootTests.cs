using Edi.Tasks.Commands;

namespace Edi.Tasks.Tests;

public sealed class EdiCheckRootTests : IDisposable
{
    private readonly DefinitionFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("false", "path")]
    [InlineData("fakeroot", "path")]
    [InlineData("unshare", "podman-image")]
    [InlineData("unshare", "buildah-container")]
    public void What_runs_in_the_sandbox_needs_no_root(string root, string type) => Assert.Empty(Problems(root, type));

    [Fact]
    public void A_command_that_asks_for_the_real_root_is_named_at_its_place() => Assert.Equal(
        "2:3 EDI3006 The command 10_first has 'require_root: true', so it needs the host's root; the build runs as ada. 'sudo dotnet build' builds as root. Where a namespace's root is enough, 'require_root: unshare' needs no sudo.",
        Assert.Single(Problems("true", "path")));

    [Fact]
    public void An_image_in_roots_store_needs_root_too() => Assert.Equal(
        "7:19 EDI3006 The command 10_first leaves the image 'result' in root's store; the build runs as ada. 'sudo dotnet build' builds as root. The type 'podman-image' needs no sudo.",
        Assert.Single(Problems("false", "podman-image-root")));

    private string[] Problems(string root, string type)
    {
        _folder.WriteToProject("plugins/first.sh", "#!/bin/sh\n");
        var definition = _folder.Read(
            $"""
            postprocessing_commands:
              10_first:
                path: first.sh
                require_root: {root}
                output:
                  result:
                    location: result
                    type: {type}
            """);
        return [.. EdiCheckRoot.FindProblems(definition, "ada").Select(problem => FormattableString.Invariant($"{problem.Position!.Line}:{problem.Position.Column} {problem.Code.Id} {problem.Message}"))];
    }
}
