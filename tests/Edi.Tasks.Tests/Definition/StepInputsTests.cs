using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

/// <summary>Which files are inputs of which steps, where they are reached by a link or lie in the project's own folder.</summary>
public sealed class StepInputsTests : IDisposable
{
    private readonly DefinitionFolder _folder = new();
    private readonly TemporaryFolder _elsewhere = new();

    private string Project => _folder.Plugins.ProjectDirectory;

    public void Dispose()
    {
        _folder.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public void A_keyring_behind_a_link_redoes_the_bootstrap()
    {
        string keyring = Link("keys.gpg", "1");
        var definition = _folder.Read(DefinitionFolder.Bootstrap);
        AssertChanges("EdiBootstrap", definition with { Bootstrap = definition.Bootstrap! with { Keyrings = [keyring] } });
    }

    [Fact]
    public void Raw_data_behind_a_link_redo_the_image()
    {
        string source = Link("idbloader.img", "1");
        var definition = _folder.Read(DefinitionFolder.Bootstrap + DefinitionFolder.Image);
        AssertChanges("EdiImage", definition with
        {
            Image = definition.Image! with { RawData = [new("loader", 0, new ContentSource(source, IsInProject: true, SourcePosition.None), SourcePosition.None)] },
        });
    }

    [Fact]
    public void A_file_of_a_role_behind_a_link_redoes_the_playbook()
    {
        _folder.WriteToProject("plugins/playbooks/one/main.yml", "- hosts: all # app.conf");
        Link("plugins/playbooks/one/roles/app/files/app.conf", "1");
        AssertChanges("EdiConfigure.a", _folder.Read(DefinitionFolder.Bootstrap + "playbooks: {a: {path: playbooks/one/main.yml}}"));
    }

    [Fact]
    public void A_link_in_the_content_of_an_image_is_copied_as_a_link()
    {
        Link("overlay/link", "1");
        var definition = _folder.Read(DefinitionFolder.Bootstrap + DefinitionFolder.Image);
        var root = definition.Image!.Partitions.Single();
        AssertChanges("", definition with
        {
            Image = definition.Image with
            {
                Partitions = [root with { Files = [new("/overlay", new ContentSource(Path.Combine(Project, "overlay"), IsInProject: true, SourcePosition.None))] }],
            },
        });
    }

    // A build holds a lock there, and what a step leaves would be its input.
    [Theory]
    [InlineData("main.yml", "playbooks: {a: {path: PROJECT/main.yml}}", "EdiConfigure.a")]
    [InlineData("run.sh", "preprocessing_commands: {a: {path: PROJECT/run.sh, output: {made: made}}}", "EdiPreprocess.a")]
    public void What_builds_leave_beside_a_file_in_the_projects_own_folder_is_no_input(string file, string yaml, string step)
    {
        string path = _folder.WriteToProject(file, "# cat overlay/motd");
        _folder.WriteToProject("overlay/motd");
        var definition = _folder.Read(DefinitionFolder.Bootstrap + yaml.Replace("PROJECT", Project, StringComparison.Ordinal));
        var before = Read(definition);
        foreach (string left in new[] { "obj/my-image/lock", "bin/my-image.img", ".git/index", "unrelated" })
        {
            _folder.WriteToProject(left, "changed");
        }

        using var lockFile = new FileStream(Path.Combine(Project, "obj/my-image/lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal(before, Read(definition));
        foreach (string input in new[] { "overlay/motd", Path.GetFileName(path) })
        {
            before = Read(definition);
            _folder.WriteToProject(input, "# cat overlay/motd, changed");
            Assert.Equal([step], Difference(before, Read(definition)));
        }
    }

    private string Link(string name, string content)
    {
        string link = _folder.WriteToProject(name);
        File.Delete(link);
        File.CreateSymbolicLink(link, _elsewhere.Write("target", content));
        return link;
    }

    private void AssertChanges(string steps, ImageDefinition definition)
    {
        var before = Read(definition);
        _elsewhere.Write("target", "2");
        Assert.Equal(steps, string.Join(',', Difference(before, Read(definition))));
    }

    private static IEnumerable<string> Difference(Dictionary<string, string> before, Dictionary<string, string> after) =>
        after.Where(step => before[step.Key] != step.Value).Select(step => step.Key);

    private Dictionary<string, string> Read(ImageDefinition definition) => new StepFingerprints(definition, _folder.Folders, "1.0.0").All()
        .ToDictionary(step => step.Step, step => string.Join('\n', step.Fingerprint.Lines));
}
