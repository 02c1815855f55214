using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Tests;

/// <summary>A project's folder may have any name that the file system has, and what the definition's items say of it is that.</summary>
public sealed class OddPathsTests : IDisposable
{
    private const int Fuzzed = 60;

    // What has a meaning for MSBuild, for shells, for XML, for YAML, for templates, for file patterns or for the eye.
    private const string Alphabet = "a%;$@()*?'\"&<>|\\`!#~={}[],:+^ \t\n\r4135xAbÄ\u0301\u202e.-";

    private readonly TemporaryFolder _folder = new();
    private readonly IBuildEngine4 _engine = SilentBuildEngine.Create();

    public static TheoryData<string> Names =>
    [
        "plain", ";", "a;b", "%", "%41", "%3B", "%253b", "$(HOME)", "@(Item)", "%(Identity)", "*", "?", "a*b", "it's", "q\"q", "a&b", "<x>", " lead", "trail ", "line\nbreak", "tab\t", "back\\slash",
        "ünï", "#", "{{ x }}", "{% x %}", "-p", "a,b", "~", "a:b", "a=b", "\u202e", new string('n', 255),
    ];

    public void Dispose()
    {
        _folder.Dispose();
        ((SilentBuildEngine)_engine).Dispose();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Items_name_the_files_of_a_folder_called(string name) => Check(name);

    [Fact]
    public void Items_name_the_files_of_folders_with_names_made_at_random()
    {
        var random = new Random(20260101);
        for (int i = 0; i < Fuzzed; i++)
        {
            string name = string.Concat(Enumerable.Range(0, random.Next(1, 24)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            if (name is not ("." or ".."))
            {
                Check(name);
            }
        }
    }

    private void Check(string name)
    {
        string project = _folder.CreateFolder(name);
        string At(string relative) => Path.Combine(project, relative);
        Write(At("my-image.yml"), DefinitionFolder.Bootstrap + DefinitionFolder.Image + "playbooks: {10_p: {path: p.yml}}\npostprocessing_commands: {20_c: {path: 'c;%41.sh', output: {result: result.txt}}}\n");
        Write(At("plugins/p.yml"), "[]\n");
        Write(At("plugins/c;%41.sh"), "#!/bin/sh\n");
        var task = new EdiReadDefinition
        {
            BuildEngine = _engine,
            Definition = At("my-image.yml"),
            Project = At("my-image.ediproj"),
            Configuration = "Debug",
            PluginDirectory = _folder.At("no-plugins"),
            SdkVersion = "1.0.0",
            IntermediateDirectory = At("obj"),
            DiskImage = At("bin/my-image.img"),
            BootstrapArchive = At("obj/bootstrap.tar"),
            FingerprintDirectory = At("obj/fingerprint"),
            DigestDirectory = At("obj/digest"),
            ResolvedDefinition = At("obj/definition.json"),
            MergedDefinition = At("obj/merged.json"),
            Variables = At("obj/variables.json"),
            StampDirectory = At("obj/stamp"),
            CacheDirectory = _folder.At("cache"),
        };
        task.Execute();
        Assert.Empty(((SilentBuildEngine)_engine).Errors);
        var playbook = Assert.Single(task.Playbooks);
        Assert.Equal([At("obj/fingerprint/EdiConfigure.10_p.txt")], ListOf(playbook, "Fingerprint"));
        Assert.True(File.Exists(playbook.GetMetadata("Fingerprint")));
        Assert.Equal([At("obj/digest/EdiContainer.txt")], ListOf(playbook, "Inputs"));
        Assert.Contains(At("obj/digest/EdiConfigure.10_p.txt"), ListOf(playbook, "Missing"));
        Assert.Equal([At("bin/result.txt")], ListOf(Assert.Single(task.PostprocessingCommands), "Files"));
        Assert.Contains(At("obj/digest/EdiImage.txt"), ListOf(task.PostprocessingCommands[0], "Inputs"));
    }

    private static void Write(string file, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    /// <summary>What MSBuild makes of metadata where a list is wanted.</summary>
    private static ImmutableArray<string> ListOf(ITaskItem item, string metadata) =>
    [
        .. ((ITaskItem2)item).GetMetadataValueEscaped(metadata).Split(';')
            .Select(part => Regex.Replace(part, "%([0-9A-Fa-f]{2})", match => ((char)int.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString())),
    ];
}
