using Edi.Tasks.Incremental;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Definition.Introspection;

/// <summary>
/// Writes every step to standard output, in the order in which they run: its inputs and outputs, a command's rendered
/// text, and whether the next build would run it, and why. Runs none.
/// </summary>
public sealed class EdiShowPlan : EdiTask
{
    /// <summary>The file in which <see cref="EdiReadDefinition"/> has left the definition.</summary>
    [Required]
    public string Definition { get; set; } = "";

    /// <summary>The folder of the fingerprints.</summary>
    [Required]
    public string FingerprintDirectory { get; set; } = "";

    /// <summary>The folder of the stamps.</summary>
    [Required]
    public string StampDirectory { get; set; } = "";

    /// <summary>The folder of the digests.</summary>
    [Required]
    public string DigestDirectory { get; set; } = "";

    /// <summary>The archive of the root file system that the bootstrap leaves.</summary>
    [Required]
    public string BootstrapArchive { get; set; } = "";

    /// <summary>The disk image and what lies beside it.</summary>
    public string[] Images { get; set; } = [];

    /// <summary>The report on it.</summary>
    public string[] Reports { get; set; } = [];

    /// <summary>The folder of the engine's store.</summary>
    [Required]
    public string CacheDirectory { get; set; } = "";

    /// <summary>The format of the output: yaml or json.</summary>
    public string Format { get; set; } = "yaml";

    /// <inheritdoc/>
    protected override void Run()
    {
        var files = new StepFiles(FingerprintDirectory, StampDirectory, DigestDirectory);
        Print(ShownValue.Format(
            new ShownPlan(ResolvedDefinition.Read(Definition), files, BootstrapArchive, Images, CacheDirectory, Reports).ToJson(), Format));
    }
}
