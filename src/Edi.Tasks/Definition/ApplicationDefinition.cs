using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition;

/// <summary>A .NET application that the image carries: a referenced project, published and installed.</summary>
/// <param name="Name">The project's name; applications are installed in the order in which the image's project refers to them.</param>
/// <param name="Project">The application's project file.</param>
/// <param name="InstallPath">The folder of the published files on the image: an absolute path.</param>
/// <param name="Service">The systemd service that runs it; null when nothing starts it.</param>
/// <param name="ConfigurationFiles">Files of the image's project for <see cref="ConfigurationFolder"/>; absolute paths.</param>
/// <param name="Position">Where the image's project refers to it.</param>
internal sealed record ApplicationDefinition(
    string Name, string Project, string InstallPath, ServiceDefinition? Service, ImmutableArray<string> ConfigurationFiles, SourcePosition Position)
{
    /// <summary>The folder of its configuration files on the image.</summary>
    public string ConfigurationFolder => $"/etc/{(Service is null ? Name.ToLowerInvariant() : Service.BaseName)}";
}

/// <summary>The systemd service of an application.</summary>
/// <param name="Unit">The unit's name, with <c>.service</c>.</param>
/// <param name="File">The unit's file; null when the SDK writes one.</param>
internal sealed record ServiceDefinition(string Unit, string? File)
{
    public const string Suffix = ".service";

    /// <summary>The unit's name without its suffix.</summary>
    public string BaseName => Unit[..^Suffix.Length];
}
