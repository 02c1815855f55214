using Edi.Tasks.Definition;
using Edi.Tasks.Sandbox;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Tests;

public sealed class EdiReadDefinitionTests : IDisposable
{
    private static readonly string s_foreign = DebianArchitecture.All.First(architecture => !DebianArchitecture.Host.Runs(architecture.Name)).Name;

    private readonly DefinitionFolder _folder = new();
    private readonly TemporaryFolder _fingerprints = new();
    private readonly IBuildEngine4 _engine = SilentBuildEngine.Create();

    public void Dispose()
    {
        _folder.Dispose();
        _fingerprints.Dispose();
        ((SilentBuildEngine)_engine).Dispose();
    }

    [Fact]
    public void The_hosts_own_architecture_has_no_twin()
    {
        Assert.Equal("", TwinName("{suite: trixie}"));
        Assert.All(
            DebianArchitecture.Host.AlsoRuns.Prepend(DebianArchitecture.Host.Name),
            architecture => Assert.Equal("", TwinName($"{{suite: trixie, architecture: {architecture}}}")));
        Assert.False(File.Exists(_fingerprints.At("EdiNativeTwin.txt")));
    }

    [Fact]
    public void A_foreign_architectures_twin_is_named_by_suite_architecture_and_fingerprint()
    {
        Assert.Matches($"^trixie-{s_foreign}-[0-9a-f]{{16}}$", TwinName($"{{suite: trixie, architecture: {s_foreign}}}"));
        Assert.Contains($"architecture={s_foreign}", File.ReadAllLines(_fingerprints.At("EdiNativeTwin.txt")));
    }

    [Fact]
    public void A_suite_with_a_slash_still_names_one_folder() =>
        Assert.Matches($"^trixie-updates-{s_foreign}-[0-9a-f]{{16}}$", TwinName($"{{suite: trixie/updates, architecture: {s_foreign}}}"));

    [Theory]
    [InlineData("suite: bookworm")]
    [InlineData("suite: trixie, mirrors: http://a")]
    [InlineData("suite: trixie, components: [main, contrib]")]
    public void Other_sources_have_a_twin_of_another_name(string changed) =>
        Assert.NotEqual(TwinName($"{{suite: trixie, architecture: {s_foreign}}}"), TwinName($"{{{changed}, architecture: {s_foreign}}}"));

    [Fact]
    public void More_packages_of_the_target_have_the_same_twin() =>
        Assert.Equal(
            TwinName($"{{suite: trixie, architecture: {s_foreign}}}"),
            TwinName($"{{suite: trixie, architecture: {s_foreign}, additional_packages: [python3]}}"));

    private string TwinName(string bootstrap)
    {
        File.WriteAllText(_folder.DefinitionFile, $"bootstrap: {bootstrap}\n{DefinitionFolder.Image}");
        var task = new EdiReadDefinition
        {
            BuildEngine = _engine,
            Definition = _folder.DefinitionFile,
            Project = Path.ChangeExtension(_folder.DefinitionFile, ".ediproj"),
            Configuration = "Debug",
            PluginDirectory = _fingerprints.At("no-plugins"),
            SdkVersion = "1.0.0",
            IntermediateDirectory = _fingerprints.At("obj"),
            DiskImage = _fingerprints.At("bin/my-image.img"),
            FingerprintDirectory = _fingerprints.Path,
            DigestDirectory = _fingerprints.At("digest"),
            ResolvedDefinition = _fingerprints.At("definition.json"),
            MergedDefinition = _fingerprints.At("merged.json"),
            Variables = _fingerprints.At("variables.json"),
            StampDirectory = _fingerprints.At("stamp"),
            CacheDirectory = _fingerprints.At("cache"),
        };
        task.Execute();
        Assert.Empty(((SilentBuildEngine)_engine).Errors);
        return task.TwinName;
    }
}
