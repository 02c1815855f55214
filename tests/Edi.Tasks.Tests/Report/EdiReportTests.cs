using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Edi.Tasks.Report;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Tests;

/// <summary>The step, on an image that the host's own tools have made.</summary>
public sealed class EdiReportTests : IDisposable
{
    private readonly HostToolFixture _tools = new();
    private readonly DefinitionFolder _folder = new();
    private readonly IBuildEngine4 _engine = SilentBuildEngine.Create();
    private readonly StepFiles _files;
    private readonly string _image;

    public EdiReportTests()
    {
        SandboxFixture.SkipWithoutRange();
        _files = new(_tools.Folder.At("fingerprint"), _tools.Folder.At("stamp"), _tools.Folder.At("digest"));
        ResolvedDefinition.Write(Definition, _folder.Read(DefinitionFolder.Bootstrap + DefinitionFolder.Image));
        AtomicFile.Write(_files.Fingerprint("EdiReport"), "sdk=1\n");
        AtomicFile.Write(_files.Digest("EdiImage"), "checksums=1\n");
        _image = _tools.Folder.At("bin/small.img");
        Directory.CreateDirectory(Path.GetDirectoryName(_image)!);
        using (var file = File.Create(_image))
        {
            file.SetLength(16 << 20);
        }

        WritePackages("apt\t2.8\tamd64\t4096");
    }

    private SilentBuildEngine Engine => (SilentBuildEngine)_engine;

    private string Definition => _tools.Folder.At("definition.json");

    private string Text => _tools.Folder.At("report/small.txt");

    private string Data => _tools.Folder.At("report/report.json");

    public void Dispose()
    {
        Engine.Dispose();
        _folder.Dispose();
        _tools.Dispose();
    }

    [Fact]
    public void A_new_image_is_compared_with_the_one_before()
    {
        MakeImage();
        Run();
        Assert.Equal("EdiReport: it has not been built", Engine.Headlines[0]);
        Assert.StartsWith("EdiReport: ", Engine.Headlines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("Since the last image", File.ReadAllText(Text), StringComparison.Ordinal);
        Assert.Equal(["ROOT", "ext4", "/"], new[] { "label", "file_system", "mount_point" }.Select(name => (string?)JsonNode.Parse(File.ReadAllText(Data))!["partitions"]![0]![name]));

        WritePackages("apt\t2.9\tamd64\t5120");
        AtomicFile.Write(_files.Digest("EdiImage"), "checksums=2\n");
        Run();
        Assert.Contains("  ~ apt 2.8 -> 2.9, 1 MiB more\n", File.ReadAllText(Text), StringComparison.Ordinal);

        // The report is made again: it says the same.
        string text = File.ReadAllText(Text);
        File.Delete(Text);
        Run();
        Assert.Equal(text, File.ReadAllText(Text));
        Assert.True(File.Exists(_files.Stamp("EdiReport")));
    }

    [Fact]
    public void An_image_that_cannot_be_read_is_a_warning_and_stays()
    {
        Assert.True(Task().Execute(), string.Join('\n', Engine.Errors));
        Assert.StartsWith("EDI8001: There is no report on this image, which is complete all the same. 'sfdisk' ended with exit code 1.", Assert.Single(Engine.Warnings), StringComparison.Ordinal);
        Assert.True(File.Exists(_image));
        Assert.False(File.Exists(Text));
        // The next build tries again.
        Assert.False(File.Exists(_files.Stamp("EdiReport")));
    }

    private void MakeImage()
    {
        _tools.Host.Require(EdiCodes.ImageFailed, new ToolCommand("sfdisk", "--quiet", _image) { StandardInput = "label: gpt\nstart=2048, size=28672\n" });
        _tools.Host.Require(EdiCodes.ImageFailed, new ToolCommand("mke2fs", "-q", "-F", "-t", "ext4", "-L", "ROOT", "-E", $"offset={1 << 20}", _image, "14M"));
    }

    private void WritePackages(string line) => _tools.Folder.Write("report/packages.tsv", line + "\n");

    private void Run()
    {
        Assert.True(Task().Execute(), string.Join('\n', Engine.Errors));
        Assert.Empty(Engine.Warnings);
    }

    private EdiReport Task() => new()
    {
        BuildEngine = _engine,
        Definition = Definition,
        Project = _tools.Folder.At("small.ediproj"),
        Configuration = "Debug",
        CacheDirectory = _tools.Folder.At("cache"),
        CacheLimit = "1GiB",
        LogFile = _tools.Folder.At("log/EdiReport.log"),
        Fingerprint = _files.Fingerprint("EdiReport"),
        Stamp = _files.Stamp("EdiReport"),
        InputDigests = [_files.Digest("EdiImage")],
        Digest = _files.Digest("EdiReport"),
        ImageFile = _image,
        PackageSizes = _tools.Folder.At("report/packages.tsv"),
        Text = Text,
        Data = Data,
    };
}
