using Edi.Tasks.Definition;

namespace Edi.Tasks.Tests;

/// <summary>What a definition's playbooks know in an image, on a device, and in a container that somebody works in.</summary>
public sealed class DevelopmentPlaybooksTests : IDisposable
{
    private const string Definition =
        """
        bootstrap: {suite: trixie}
        playbooks:
          100_own: {path: own.yml}
        shared_folders:
          10_source: {folder: src, mountpoint: work}
        """;

    private readonly DefinitionFolder _folder = new(Repository.PathOf("src/Edi.Sdk/plugins"));

    public DevelopmentPlaybooksTests() => _folder.WriteToProject("plugins/own.yml", "[]\n");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(DefinitionPurpose.Image, "true", "false", "[]")]
    [InlineData(DefinitionPurpose.Device, "false", "true", "[]")]
    [InlineData(DefinitionPurpose.Development, "false", "false", """["/home/ada/work"]""")]
    internal void A_playbook_is_told_what_it_configures(DefinitionPurpose purpose, string isImage, string isDevice, string mountPoints)
    {
        _folder.Purpose = purpose;
        var variables = _folder.Read(Definition).Playbooks[0].Variables;
        Assert.Equal(isImage, variables["edi_create_distributable_image"]!.ToJsonString());
        Assert.Equal(isDevice, variables["edi_configure_remote_target"]!.ToJsonString());
        Assert.Equal(mountPoints, variables["edi_shared_folder_mountpoints"]!.ToJsonString());
    }

    [Theory]
    [InlineData(DefinitionPurpose.Image, "own.yml", 1)]
    [InlineData(DefinitionPurpose.Device, "own.yml", 1)]
    [InlineData(DefinitionPurpose.Development, "own.yml", 2)]
    [InlineData(DefinitionPurpose.Development, "playbooks/debian/development_user_facilities/main.yml", 1)]
    internal void Whoever_works_in_a_container_gets_an_account_once(DefinitionPurpose purpose, string own, int count)
    {
        _folder.Purpose = purpose;
        var playbooks = _folder.Read(Definition.Replace("own.yml", own, StringComparison.Ordinal)).Playbooks;
        Assert.Equal(count, playbooks.Length);
        Assert.Equal(1234, playbooks[^1].Variables["edi_current_user_uid"]!.GetValue<int>());
    }
}
