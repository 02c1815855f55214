using System.Collections.Immutable;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Image;

/// <summary>Writes the disk image, its block map, checksums, and the manifest of its packages.</summary>
public sealed class EdiImage : EdiStepTask
{
    /// <summary>The disk image: a raw, sparse file.</summary>
    [Required]
    public string ImageFile { get; set; } = "";

    /// <summary>Which blocks of the image hold data, for bmaptool.</summary>
    [Required]
    public string BlockMap { get; set; } = "";

    /// <summary>The packages in the image: name, version, architecture and source, with tabs between, one a line.</summary>
    [Required]
    public string Manifest { get; set; } = "";

    /// <summary>SHA-256 of the other files, as sha256sum writes and checks it.</summary>
    [Required]
    public string Checksums { get; set; } = "";

    /// <summary>How much room each package takes, for the report: name, version, architecture and KiB, with tabs between, one a line.</summary>
    [Required]
    public string PackageSizes { get; set; } = "";

    /// <summary>What is made of the image. It goes with the image that it was made of, so that a build which ends early leaves no old one.</summary>
    public string[] Forms { get; set; } = [];

    // mkfs.vfat says so of each partition: it is told the partition's size, and the file is the whole image.
    private protected override bool IsHeadline(string line) => !line.Contains("block count mismatch", StringComparison.Ordinal);

    private protected override ImmutableArray<string> Superseded => [.. Forms];

    private protected override ImmutableArray<string> Results => [ImageFile, BlockMap, Manifest, Checksums, PackageSizes];

    private protected override long? ResultSize => new FileInfo(ImageFile).Length;

    private protected override void RunStep(StepContext context) =>
        new DiskImage(context, new(ImageFile, BlockMap, Manifest, Checksums, PackageSizes)).Run(InputDigests.Single(), Digest);
}
