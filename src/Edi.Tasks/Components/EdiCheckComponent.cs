using Edi.Tasks.Definition.Components;
using Edi.Tasks.Definition.Variables;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Components;

/// <summary>
/// Finds everything that is wrong with a component before an image uses it: its fragment, the plugins that this names, its
/// schema, its lint rules. Leaves the file by which a package tells its component to a project.
/// </summary>
public sealed class EdiCheckComponent : EdiTask
{
    /// <summary>The component's project.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The package's name, which is the component's.</summary>
    [Required]
    public string PackageId { get; set; } = "";

    /// <summary>The package's version.</summary>
    [Required]
    public string PackageVersion { get; set; } = "";

    /// <summary>The SDK's versions that the component works with, in NuGet's notation.</summary>
    [Required]
    public string SdkVersionRange { get; set; } = "";

    /// <summary>The folder of the SDK's own plugins.</summary>
    [Required]
    public string PluginDirectory { get; set; } = "";

    /// <summary>The SDK's version.</summary>
    [Required]
    public string SdkVersion { get; set; } = "";

    /// <summary>The project's intermediate folder.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = "";

    /// <summary>The components that this one uses: their folders, with the metadata <c>Name</c>, <c>Version</c>, <c>EdiSdkVersion</c> and <c>Dependencies</c>.</summary>
    public ITaskItem[] Components { get; set; } = [];

    /// <summary>The names of all packages and projects that it references, in their order.</summary>
    public string[] ComponentReferences { get; set; } = [];

    /// <summary>The file for the package's <c>build</c> folder.</summary>
    [Required]
    public string Props { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(Project))!;
        var self = new ReferencedComponent(PackageId, folder, PackageVersion, SdkVersionRange, [.. ComponentReferences]);
        var reader = new ComponentReader(SdkVersion);
        reader.Read([self], []);
        var used = reader.Read(Components.Select(ReferencedComponent.Of), [.. ComponentReferences]);
        var check = new ComponentCheck(new(PackageId, folder), used, PluginDirectory, IntermediateDirectory, HostFacts.Read(), Cancellation);
        foreach (var problem in check.Find())
        {
            Report(problem);
        }

        ComponentProps.Write(Props, self);
    }
}
