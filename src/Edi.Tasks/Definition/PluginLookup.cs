using System.Collections.Immutable;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Definition;

/// <summary>Where a path that a definition names is looked for: as it is when absolute, else in the project's plugins, then in the SDK's.</summary>
internal sealed record PluginLookup(string ProjectDirectory, string SdkPluginDirectory)
{
    public string ProjectPluginDirectory => Path.Combine(ProjectDirectory, "plugins");

    /// <summary>The places where <paramref name="path"/> is looked for, best first.</summary>
    public ImmutableArray<string> Candidates(string path) => Path.IsPathRooted(path)
        ? [path]
        : [Path.GetFullPath(path, ProjectPluginDirectory), Path.GetFullPath(path, SdkPluginDirectory)];

    public string? Find(string path) => Candidates(path).FirstOrDefault(FileIdentity.IsRegularFile);
}
