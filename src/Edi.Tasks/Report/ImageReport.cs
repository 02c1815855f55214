using System.Collections.Immutable;
using System.Text.Json;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Report;

/// <summary>Where the space of one image went. Its file is for programs, too; sizes in bytes.</summary>
/// <param name="Name">The image's file.</param>
/// <param name="Digest">What tells this image from others.</param>
/// <param name="Size">The disk's.</param>
internal sealed record ImageReport(
    string Name, string Digest, long Size, ImmutableArray<ReportedPartition> Partitions, ImmutableArray<ReportedPackage> Packages)
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>What the packages say they take, together.</summary>
    public long PackagesSize() => Packages.Sum(package => package.Size);

    public void Write(string path) => AtomicFile.Write(path, JsonSerializer.Serialize(this, s_options) + "\n");

    /// <summary>The report of an earlier build; null when there was none, or one with an SDK that wrote another form.</summary>
    public static ImageReport? TryRead(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<ImageReport>(File.ReadAllText(path), s_options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A partition of the image; sizes in bytes.</summary>
/// <param name="Number">As in the partition table, from 1.</param>
/// <param name="Label">The file system's label, or the partition's name; empty for none.</param>
/// <param name="MountPoint">Empty for none.</param>
/// <param name="FileSystem">blkid's word, such as vfat; empty for none.</param>
/// <param name="Free">What still fits into it; null when nobody can tell, or nothing ever will.</param>
internal sealed record ReportedPartition(int Number, string Label, string MountPoint, string FileSystem, long Size, long? Free)
{
    /// <summary>What tells it from the others of its image, and finds it again in another one.</summary>
    public string Title() => Label.Length > 0 ? Label : FormattableString.Invariant($"partition {Number}");
}

/// <summary>A package in the image.</summary>
/// <param name="Name">With the architecture, where that is not the image's.</param>
/// <param name="Size">Bytes, as dpkg estimates them: whole KiB of the files that it unpacked.</param>
internal sealed record ReportedPackage(string Name, string Version, long Size);
