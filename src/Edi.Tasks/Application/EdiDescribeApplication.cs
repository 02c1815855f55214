using Microsoft.Build.Framework;

namespace Edi.Tasks.Application;

/// <summary>
/// Writes down what an application's publishing has left, by content and not by time, only when it differs: so the image
/// notices a change of the application, and nothing else.
/// </summary>
public sealed class EdiDescribeApplication : EdiTask
{
    /// <summary>
    /// The published application: its project. Metadata: <c>PublishDirectory</c>, <c>AssemblyName</c>, <c>SelfContained</c>,
    /// <c>InvariantGlobalization</c>, <c>Frameworks</c> (names and versions of the shared frameworks that it needs, as
    /// <c>Microsoft.NETCore.App 10.0</c>), <c>RollForward</c>.
    /// </summary>
    [Required]
    public ITaskItem Application { get; set; } = null!;

    /// <summary>The file for the description.</summary>
    [Required]
    public string Digest { get; set; } = "";

    /// <summary>The stamp of the step that installs it.</summary>
    [Required]
    public string Stamp { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run() => new PublishedApplication(
        Application.GetMetadata("PublishDirectory"),
        Application.GetMetadata("AssemblyName"),
        bool.TryParse(Application.GetMetadata("SelfContained"), out bool isSelfContained) && isSelfContained,
        bool.TryParse(Application.GetMetadata("InvariantGlobalization"), out bool isInvariant) && isInvariant,
        [.. Application.GetMetadata("Frameworks").Split(';', StringSplitOptions.RemoveEmptyEntries)],
        Application.GetMetadata("RollForward")).Write(Digest, Stamp);
}
