using System.Collections.Immutable;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Definition.Components;

/// <summary>A component as its item <c>EdiComponent</c> tells it.</summary>
/// <param name="Version">Its version; empty where nobody has said one.</param>
/// <param name="SdkVersions">NuGet's range of the SDK's versions that it works with; empty admits all.</param>
/// <param name="Dependencies">The names of the packages and projects that it references.</param>
internal sealed record ReferencedComponent(string Name, string Directory, string Version, string SdkVersions, ImmutableArray<string> Dependencies)
{
    /// <summary>An item that the project's author has written needs no more than the folder, whose name is the component's.</summary>
    public static ReferencedComponent Of(ITaskItem item)
    {
        string directory = Path.TrimEndingDirectorySeparator(item.GetMetadata("FullPath"));
        return new(
            item.GetMetadata("Name") is { Length: > 0 } name ? name : Path.GetFileName(directory),
            directory,
            item.GetMetadata("Version"),
            item.GetMetadata("EdiSdkVersion"),
            [.. item.GetMetadata("Dependencies").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]);
    }

    /// <summary>The component in messages.</summary>
    public override string ToString() => Version.Length == 0 ? Name : $"{Name} {Version}";
}
