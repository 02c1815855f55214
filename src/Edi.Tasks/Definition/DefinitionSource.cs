using System.Collections.Immutable;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Definition.ProjectItems;
using Edi.Tasks.Engines;

namespace Edi.Tasks.Definition;

/// <summary>All that a definition is read from.</summary>
internal sealed record DefinitionSource
{
    /// <summary>The definition's file.</summary>
    public required string File { get; init; }

    /// <summary>Whether the file may be missing if the project itself says what to build.</summary>
    public bool MayBeMissing { get; init; }

    public required PluginLookup Plugins { get; init; }

    public required DefinitionFolders Folders { get; init; }

    /// <summary>The name of the container that commands see, edi's <c>edi_project_container</c>.</summary>
    public required string ContainerName { get; init; }

    /// <summary>Whether an undefined variable is an error; else it is an empty text, as in edi.</summary>
    public bool IsStrict { get; init; } = true;

    /// <summary>The project's file.</summary>
    public required string ProjectFile { get; init; }

    /// <summary>What the project's own items and properties say.</summary>
    public ProjectOverlay Project { get; init; } = ProjectOverlay.Empty;

    /// <summary>What it says about the programs that build the image.</summary>
    public ProjectSettings Settings { get; init; } = ProjectSettings.None;

    /// <summary>What the playbooks are to configure.</summary>
    public DefinitionPurpose Purpose { get; init; }

    /// <summary>The images that the project begins with; more than one is a mistake.</summary>
    public ImmutableArray<BaseImage> Bases { get; init; } = [];

    /// <summary>The project's references to .NET applications.</summary>
    public ImmutableArray<ProjectItem> Applications { get; init; } = [];

    /// <summary>The project's other references to projects.</summary>
    public ImmutableArray<ProjectItem> References { get; init; } = [];

    /// <summary>The engine that makes the layers.</summary>
    public ContainerEngine Engine { get; init; } = ContainerEngine.Buildah;

    /// <summary>edi's <c>edi_lxd_version</c>.</summary>
    public string LxdVersion { get; init; } = Engines.Instances.LxdVersion.WithoutDaemon;

    /// <summary>The file's name without its extension; edi's <c>edi_configuration_name</c>.</summary>
    public string ConfigurationName => Path.GetFileNameWithoutExtension(File);
}

/// <summary>What the playbooks of a definition configure.</summary>
internal enum DefinitionPurpose
{
    /// <summary>An image, which is given away: edi's <c>edi_create_distributable_image</c>.</summary>
    Image,

    /// <summary>A real device: edi's <c>edi_configure_remote_target</c>.</summary>
    Device,

    /// <summary>A container that somebody works in.</summary>
    Development,
}

/// <summary>Where a project's files go; absolute paths.</summary>
/// <param name="Rendered">Kept results of templates.</param>
/// <param name="Work">edi's work directory, in which a command may leave temporary files.</param>
/// <param name="Artifacts">What preprocessing commands make.</param>
/// <param name="Output">What the project is built for: the disk image, and what postprocessing commands make.</param>
/// <param name="DiskImage">The disk image.</param>
internal sealed record DefinitionFolders(string Rendered, string Work, string Artifacts, string Output, string DiskImage)
{
    /// <param name="intermediate">The project's intermediate folder.</param>
    /// <param name="diskImage">The disk image, beside which the project's results lie.</param>
    public static DefinitionFolders Of(string intermediate, string diskImage) => new(
        Path.Combine(intermediate, "rendered"),
        Path.Combine(intermediate, "work"),
        Path.Combine(intermediate, "artifacts"),
        Path.GetDirectoryName(diskImage)!,
        diskImage);

    /// <summary>The disk image, what lies beside it, and its further forms.</summary>
    public ImmutableArray<string> OfImage(DiskLayout layout) =>
    [
        DiskImage,
        .. new[] { ".bmap", ".manifest", ".SHA256SUMS" }.Select(extension => Path.ChangeExtension(DiskImage, extension)),
        .. layout.Formats.Select(format => format.FileOf(DiskImage)),
    ];
}
