using Edi.Tasks.Definition;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Tests;

/// <summary>Fingerprints that are written anew because a tool was installed after the definition had been read.</summary>
public sealed class EdiWriteFingerprintsTests : IDisposable
{
    private readonly DefinitionFolder _folder = new();
    private readonly TemporaryFolder _state = new();

    public void Dispose()
    {
        _folder.Dispose();
        _state.Dispose();
    }

    /// <summary>Of the definition as it has been handed on, they say the same as of the one that was read.</summary>
    [Fact]
    public void They_are_written_when_the_hosts_packages_have_changed_and_only_then()
    {
        _folder.WriteToProject("plugins/playbooks/one/main.yml", "- hosts: edi");
        _folder.WriteToProject("boot/a.txt", "a");
        var definition = _folder.Read(DefinitionFolder.Bootstrap +
            """
            general: {parameters: {text: "<ä>", number: 1.50, list: [1, {a: null}]}}
            playbooks: {1_one: {path: playbooks/one/main.yml}}
            image:
              partition_table: gpt
              partitions:
                10_boot: {type: esp, file_system: vfat, size: 64MiB, files: {/a.txt: boot/a.txt}}
                20_root: {type: linux, label: ROOT, file_system: btrfs, free_space: 16MiB, mount_point: /}
            """);
        var files = new StepFiles(_state.At("fingerprint"), _state.At("stamp"), _state.At("digest"));
        new FingerprintFiles(files, "1.0.0").Write(definition, DefinitionFolders.Of(_state.At("obj"), _state.At("bin/my-image.img")));
        ResolvedDefinition.Write(_state.At("definition.json"), definition);
        string[] read = Lines(files);
        File.WriteAllText(files.Fingerprint("EdiImage"), "tool.btrfs-progs=not a package\n");

        Run(HostPackages.State);
        Assert.Equal("tool.btrfs-progs=not a package\n", File.ReadAllText(files.Fingerprint("EdiImage")));
        Run("another");
        Assert.Equal(read, Lines(files));
    }

    private static string[] Lines(StepFiles files) =>
        [.. Directory.GetFiles(files.FingerprintDirectory).Order(StringComparer.Ordinal).SelectMany(file => File.ReadAllLines(file).Prepend(file))];

    private void Run(string state)
    {
        var engine = SilentBuildEngine.Create();
        using var _ = (SilentBuildEngine)engine;
        Assert.True(
            new EdiWriteFingerprints
            {
                BuildEngine = engine,
                Definition = _state.At("definition.json"),
                SdkVersion = "1.0.0",
                IntermediateDirectory = _state.At("obj"),
                DiskImage = _state.At("bin/my-image.img"),
                FingerprintDirectory = _state.At("fingerprint"),
                StampDirectory = _state.At("stamp"),
                DigestDirectory = _state.At("digest"),
                HostPackagesState = state,
            }.Execute(),
            string.Join('\n', ((SilentBuildEngine)engine).Errors));
    }
}
