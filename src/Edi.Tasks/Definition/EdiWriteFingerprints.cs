using Edi.Tasks.Incremental;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Definition;

/// <summary>
/// Writes the steps' fingerprints anew when the host's packages are no longer those that <see cref="EdiReadDefinition"/>
/// saw: which are needed only the definition tells, so they are installed after it has been read, by this build or by
/// another one that runs at the same time. Otherwise it does nothing.
/// </summary>
public sealed class EdiWriteFingerprints : EdiTask
{
    /// <summary>The file in which <see cref="EdiReadDefinition"/> has left the definition.</summary>
    [Required]
    public string Definition { get; set; } = "";

    /// <summary>The SDK's version, which is an input of each step.</summary>
    [Required]
    public string SdkVersion { get; set; } = "";

    /// <summary>The project's intermediate folder.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = "";

    /// <summary>The disk image that the project leaves.</summary>
    [Required]
    public string DiskImage { get; set; } = "";

    /// <summary>The folder of the fingerprints.</summary>
    [Required]
    public string FingerprintDirectory { get; set; } = "";

    /// <summary>The folder of the steps' stamps.</summary>
    [Required]
    public string StampDirectory { get; set; } = "";

    /// <summary>The folder of the steps' digests.</summary>
    [Required]
    public string DigestDirectory { get; set; } = "";

    /// <summary>The state of the host's packages that the fingerprints tell of.</summary>
    public string HostPackagesState { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        if (HostPackages.State != HostPackagesState)
        {
            new FingerprintFiles(new(FingerprintDirectory, StampDirectory, DigestDirectory), SdkVersion)
                .Write(ResolvedDefinition.Read(Definition), DefinitionFolders.Of(IntermediateDirectory, DiskImage));
        }
    }
}
