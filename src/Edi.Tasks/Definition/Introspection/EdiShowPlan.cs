using System.Collections.Immutable;
using Edi.Tasks.Incremental;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Definition.Introspection;

/// <summary>
/// Writes every step to standard output, in the order in which they run, and whether the next build would run it, and why; in
/// the formats yaml and json with its inputs and outputs, the values of variables and the text of commands and profiles. Runs none.
/// </summary>
public sealed class EdiShowPlan : EdiTask
{
    /// <summary>The file in which <see cref="EdiReadDefinition"/> has left the definition of the image.</summary>
    [Required]
    public string Definition { get; set; } = "";

    /// <summary>What is planned: the Image, what configures a Device, or what makes a container for Development.</summary>
    [Required]
    public string Purpose { get; set; } = "";

    /// <summary>The folder with the definition that was read for another purpose than the image, and with its fingerprints.</summary>
    public string PurposeDirectory { get; set; } = "";

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

    /// <summary>The format of the output: yaml or json; empty writes a table.</summary>
    public string Format { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        var (definition, title, steps) = ShownPurpose.Parse(Purpose) switch
        {
            DefinitionPurpose.Device => OfDevice(),
            DefinitionPurpose.Development => OfDevelopment(),
            _ => OfImage(),
        };
        Print(Format.Length == 0
            ? PlanTable.Of(title, steps, definition.Plugins.ProjectDirectory) + "\n-p:EdiShowFormat=yaml shows what each step reads and leaves.\n"
            : ShownValue.Format(ShownPlan.ToJson(steps), Format));
    }

    private (ImageDefinition Definition, string Title, ImmutableArray<ShownStep> Steps) OfImage()
    {
        var (definition, plan, files) = Image();
        return (definition, definition.Name, ShownPlan.OfImage(definition, plan, files, CacheDirectory));
    }

    private (ImageDefinition Definition, string Title, ImmutableArray<ShownStep> Steps) OfDevice()
    {
        var (definition, files) = OfPurpose();
        return (definition, $"{definition.Name} on a device, by EdiConfigureTarget", ShownPlan.OfDevice(definition, files));
    }

    private (ImageDefinition Definition, string Title, ImmutableArray<ShownStep> Steps) OfDevelopment()
    {
        var (definition, files) = OfPurpose();
        return (definition, $"{definition.Name} in a container to work in, by EdiLaunch", ShownPlan.OfDevelopment(Image(), definition, files, CacheDirectory));
    }

    private (ImageDefinition Definition, StepPlan Plan, StepFiles Files) Image()
    {
        var definition = ResolvedDefinition.Read(Definition);
        return (definition, new(definition, BootstrapArchive, [.. Images], [.. Reports]), new(FingerprintDirectory, StampDirectory, DigestDirectory));
    }

    private (ImageDefinition Definition, StepFiles Files) OfPurpose() => (
        ResolvedDefinition.Read(Path.Combine(PurposeDirectory, "definition.json")),
        new(Path.Combine(PurposeDirectory, "fingerprint"), Path.Combine(PurposeDirectory, "stamp"), Path.Combine(PurposeDirectory, "digest")));
}
