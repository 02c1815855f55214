using Edi.Tasks.Clean;
using Edi.Tasks.Definition;

namespace Edi.Tasks.Tests;

public sealed class CommandArtifactsTests : IDisposable
{
    private readonly DefinitionFolder _folder = new();
    private readonly TemporaryFolder _files = new();

    public void Dispose()
    {
        _folder.Dispose();
        _files.Dispose();
    }

    [Fact]
    public void Files_folders_and_what_is_half_made_are_found()
    {
        string bin = _folder.Folders.Output;
        Assert.Equal([$"{bin}/one.txt", $"{bin}/.Postprocessing.my-image.10_first.partial"], Find(_folder.Folders.Artifacts + "/", bin + "/").Paths);
    }

    [Fact]
    public void Projects_in_one_folder_make_their_files_in_folders_of_their_own()
    {
        const string yaml = "postprocessing_commands: {10_first: {path: first.sh, output: {one: one.txt}}}";
        _folder.WriteToProject("plugins/first.sh", "#!/bin/sh\n");
        string other = _folder.WriteToProject("other.yml", yaml);
        Assert.NotEqual(
            _folder.Read(yaml).Commands.Single().StagingDirectory,
            _folder.Load(new FileInfo(other)).Definition.Commands.Single().StagingDirectory);
    }

    [Fact]
    public void What_lies_in_another_projects_folders_is_left_alone() => Assert.Empty(Find("/elsewhere/bin/").Paths);

    [Theory]
    [InlineData(null)]
    [InlineData("{")]
    [InlineData("{\"Name\": \"of another version\"}")]
    public void Without_a_definition_there_is_nothing(string? content)
    {
        string definition = content is null ? _files.At("none.json") : _files.Write("definition.json", content);
        Assert.Empty(CommandArtifacts.OfLastBuild(definition, _files.Path, [_folder.Folders.Output]).Paths);
    }

    private CommandArtifacts Find(params string[] folders)
    {
        _folder.WriteToProject("plugins/first.sh", "#!/bin/sh\n");
        ResolvedDefinition.Write(_files.At("definition.json"), _folder.Read("postprocessing_commands: {10_first: {path: first.sh, output: {one: one.txt}}}"));
        return CommandArtifacts.OfLastBuild(_files.At("definition.json"), _files.Path, folders);
    }
}
