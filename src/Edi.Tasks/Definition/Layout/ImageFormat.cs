using System.Collections.Immutable;

namespace Edi.Tasks.Definition.Layout;

/// <summary>A form of the image besides the raw one.</summary>
/// <param name="Name">Its name in the definition.</param>
/// <param name="Extension">What takes the place of the disk image's <c>.img</c>.</param>
/// <param name="IsOfLayer">Whether it is made of the last layer, and not of the disk image.</param>
/// <param name="Package">The host's package with its tool, for what not each build needs.</param>
internal sealed record ImageFormat(string Name, string Extension, bool IsOfLayer, string Package)
{
    /// <summary>An archive of an OCI image, which Podman and Skopeo read.</summary>
    public static readonly ImageFormat Oci = new("oci", ".oci.tar", IsOfLayer: true, "");

    /// <summary>A folder with a file for each partition.</summary>
    public static readonly ImageFormat Partitions = new("partitions", ".partitions", IsOfLayer: false, "");

    /// <summary>QEMU's format.</summary>
    public static readonly ImageFormat Qcow2 = new("qcow2", ".qcow2", IsOfLayer: false, "qemu-utils");

    /// <summary>The root file system's tree.</summary>
    public static readonly ImageFormat Tar = new("tar", ".tar", IsOfLayer: true, "");

    /// <summary>The format of Hyper-V.</summary>
    public static readonly ImageFormat Vhdx = new("vhdx", ".vhdx", IsOfLayer: false, "qemu-utils");

    /// <summary>The format of VMware and VirtualBox.</summary>
    public static readonly ImageFormat Vmdk = new("vmdk", ".vmdk", IsOfLayer: false, "qemu-utils");

    /// <summary>The raw image, compressed smaller and slower.</summary>
    public static readonly ImageFormat Xz = new("xz", ".img.xz", IsOfLayer: false, "xz-utils");

    /// <summary>The raw image, compressed; what dotnet publish ships.</summary>
    public static readonly ImageFormat Zstd = new("zstd", ".img.zst", IsOfLayer: false, "zstd");

    public static ImmutableArray<ImageFormat> All { get; } = [Oci, Partitions, Qcow2, Tar, Vhdx, Vmdk, Xz, Zstd];

    public static ImageFormat? Find(string name) => All.SingleOrDefault(format => format.Name == name);

    /// <summary>Its file or folder, beside the disk image.</summary>
    public string FileOf(string diskImage) => Path.ChangeExtension(diskImage, Extension);
}
