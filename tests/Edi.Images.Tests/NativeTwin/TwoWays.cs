using Edi.Images.Tests.Harness;
using Edi.Testing;

namespace Edi.Images.Tests.NativeTwin;

/// <summary>A project that is built with its native twin and without.</summary>
internal sealed class TwoWays
{
    private readonly ImageProject _native;
    private readonly ImageProject _emulated;

    /// <param name="project">The .ediproj, relative to the repository.</param>
    public TwoWays(string project)
    {
        // Configurations have artifacts of their own, and nothing else in a definition depends on them.
        _native = new(Path.Combine(Repository.Root, project), "Native") { SourceDateEpoch = "1790000000" };
        _emulated = new(Path.Combine(Repository.Root, project), "Emulated") { SourceDateEpoch = _native.SourceDateEpoch };
    }

    /// <summary>Runs a target both ways.</summary>
    public async Task BuildAsync(string target)
    {
        // Else the second would be a copy of the first.
        const string own = "-p:EdiBootstrapCache=false";
        var emulated = await _emulated.BuildAsync($"-t:{target}", own, "-p:EdiNativeTwin=false");
        Assert.SkipWhen(
            emulated.Output.Contains("Mirror sync in progress?", StringComparison.Ordinal),
            "The mirror is being updated: its index of packages is not the one that its release file names.");
        emulated.Require();
        (await _native.BuildAsync($"-t:{target}", own)).Require();
    }

    /// <summary>Makes an image of what was built natively, boots it, and checks it.</summary>
    public Task<EdiProgramResult> VerifyAsync() => _native.BuildAsync("-t:EdiVerify");

    /// <summary>The paths at which the bootstraps' archives differ.</summary>
    public async Task<string[]> DifferencesOfArchivesAsync() =>
        RootTree.Differences(await ReadAsync(_native.Archive), await ReadAsync(_emulated.Archive));

    /// <summary>The paths at which a step's layers differ.</summary>
    public async Task<string[]> DifferencesOfLayersAsync(string step) => RootTree.Differences(
        await _native.WithLayerAsync(step, RootTree.ReadFolderAsync),
        await _emulated.WithLayerAsync(step, RootTree.ReadFolderAsync));

    /// <summary>A file of a step's layer.</summary>
    public Task<string> ReadFileAsync(string step, string path) =>
        _native.WithLayerAsync(step, root => File.ReadAllTextAsync(root + path));

    private static async Task<SortedDictionary<string, TreeEntry>> ReadAsync(string archive)
    {
        await using var stream = File.OpenRead(archive);
        return await RootTree.ReadAsync(stream);
    }
}
