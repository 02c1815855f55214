using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Tests;

/// <summary>An image that begins with the last layer of another project.</summary>
public sealed class BaseImageTests : IDisposable
{
    private const string Variant = "playbooks: {500_board: {path: p.yml}}\n" + DefinitionFolder.Image;

    private readonly DefinitionFolder _folder = new();
    private readonly TemporaryFolder _obj = new();

    public BaseImageTests()
    {
        _folder.WriteToProject("plugins/p.yml");
        _folder.WriteToProject("plugins/c.sh");
        _folder.Bases = [Base("base")];
    }

    public void Dispose()
    {
        _folder.Dispose();
        _obj.Dispose();
    }

    [Fact]
    public void It_takes_the_layer_over_and_bootstraps_nothing() => Assert.Equal(
        ["EdiContainer", "EdiConfigure.500_board", "EdiImage", "EdiReport"],
        new StepPlan(_folder.Read(Variant), "", []).Steps.Select(step => step.Step));

    [Fact]
    public void It_is_of_the_bases_architecture_and_suite()
    {
        var read = _folder.Read(Variant);
        Assert.Equal(("arm64", "forky"), (read.Architecture, read.Suite));
        Assert.Equal("arm64", (string?)read.Playbooks[0].Variables["edi_bootstrap_architecture"]);
    }

    [Theory]
    [InlineData("bootstrap: {suite: trixie}\n", "1:1 EDI1012")]
    [InlineData("preprocessing_commands: {10_root: {path: c.sh, output: {edi_bootstrapped_rootfs: r.tar}}}\n", "1:82 EDI1012")]
    public void A_root_file_system_of_its_own_is_one_too_many(string own, string expected) => Assert.Equal([expected], _folder.Places(own + Variant));

    [Fact]
    public void It_begins_with_one_image()
    {
        _folder.Bases = [Base("base"), Base("other")];
        Assert.StartsWith("3:5 EDI1012 An image begins with one other image; this project refers to base.ediproj and to other.ediproj.", Assert.Single(_folder.Problems(Variant)), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_base_is_another_first_layer()
    {
        string before = ContainerFingerprint();
        _folder.Bases = [Base("other")];
        Assert.NotEqual(before, ContainerFingerprint());
    }

    [Fact]
    public void The_bases_digest_becomes_one_of_its_own_which_is_newer_than_what_was_made_of_the_old_one()
    {
        var files = new StepFiles(_obj.CreateFolder("fingerprint"), _obj.CreateFolder("stamp"), _obj.CreateFolder("digest"));
        _obj.Write("base.txt", "layer-image=0123\n");
        var definition = _folder.Read(Variant) with { Base = Base("base") with { Digest = _obj.At("base.txt") } };
        new FingerprintFiles(files, "1.0.0").Write(definition, _folder.Folders);
        Assert.Equal("layer-image=0123\n", File.ReadAllText(files.Digest("EdiBase")));

        File.WriteAllText(files.Stamp("EdiContainer"), "");
        File.SetLastWriteTimeUtc(files.Stamp("EdiContainer"), DateTime.UtcNow.AddHours(1));
        var time = File.GetLastWriteTimeUtc(files.Digest("EdiBase"));
        new FingerprintFiles(files, "1.0.0").Write(definition, _folder.Folders);
        Assert.Equal(time, File.GetLastWriteTimeUtc(files.Digest("EdiBase")));

        _obj.Write("base.txt", "layer-image=4567\n");
        new FingerprintFiles(files, "1.0.0").Write(definition, _folder.Folders);
        Assert.Equal("layer-image=4567\n", File.ReadAllText(files.Digest("EdiBase")));
        Assert.True(File.GetLastWriteTimeUtc(files.Digest("EdiBase")) > File.GetLastWriteTimeUtc(files.Stamp("EdiContainer")));
    }

    private string ContainerFingerprint() =>
        new StepFingerprints(_folder.Read(Variant), _folder.Folders, "1.0.0").All().Single(step => step.Step == "EdiContainer").Fingerprint.Digest;

    private static BaseImage Base(string name) => new(
        $"/projects/{name}.ediproj",
        "/nowhere/EdiConfigure.100.txt",
        "arm64",
        new("forky", "arm64", "minbase", ["main"], [], [], [], [], SourcePosition.None),
        new($"/projects/variant.ediproj", name == "base" ? 2 : 3, 5, 3, 20));
}
