using System.Collections.Immutable;
using System.Text;

namespace Edi.Tasks.Commands;

/// <summary>What a file's name says of its content, where that can be told by a few bytes.</summary>
internal static class FileFormats
{
    // A disk image may begin with anything but what people read.
    private static readonly FileFormat s_disk = new("a disk image", []);
    private static readonly FileFormat s_tar = new("a tar archive", [At(257, "ustar")]);
    private static readonly FileFormat s_gzip = new("compressed by gzip", [At(0, 0x1F, 0x8B)]);
    private static readonly FileFormat s_bzip2 = new("compressed by bzip2", [At(0, "BZh")]);
    private static readonly FileFormat s_xz = new("compressed by xz", [At(0, 0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00)]);
    private static readonly FileFormat s_zstd = new("compressed by zstd", [At(0, 0x28, 0xB5, 0x2F, 0xFD)]);
    private static readonly FileFormat s_ext = new("a file system of the kind ext", [At(1080, 0x53, 0xEF)]);
    private static readonly FileFormat s_fat = new("a FAT file system", [At(510, 0x55, 0xAA)]);
    private static readonly FileFormat s_squashfs = new("a squashfs", [At(0, "hsqs")]);
    private static readonly FileFormat s_deviceTree = new("a device tree", [At(0, 0xD0, 0x0D, 0xFE, 0xED)]);
    private static readonly FileFormat s_cpio = new("a cpio archive", [At(0, "07070"), At(0, 0xC7, 0x71)]);

    private static readonly ImmutableDictionary<string, FileFormat> s_byExtension = new Dictionary<string, FileFormat>(StringComparer.OrdinalIgnoreCase)
    {
        [".img"] = s_disk,
        [".hdimg"] = s_disk,
        [".sdcard"] = s_disk,
        [".wic"] = s_disk,
        [".tar"] = s_tar,
        [".gz"] = s_gzip,
        [".tgz"] = s_gzip,
        [".bz2"] = s_bzip2,
        [".tbz2"] = s_bzip2,
        [".xz"] = s_xz,
        [".txz"] = s_xz,
        [".zst"] = s_zstd,
        [".tzst"] = s_zstd,
        [".lz4"] = new("compressed by lz4", [At(0, 0x04, 0x22, 0x4D, 0x18), At(0, 0x02, 0x21, 0x4C, 0x18)]),
        [".zip"] = new("a zip archive", [At(0, "PK")]),
        [".qcow2"] = new("a disk of QEMU", [At(0, 0x51, 0x46, 0x49, 0xFB)]),
        [".vmdk"] = new("a disk of VMware", [At(0, "KDMV"), At(0, "COWD"), At(0, "# Disk DescriptorFile")]),
        [".vhdx"] = new("a disk of Hyper-V", [At(0, "vhdxfile")]),
        [".ext2"] = s_ext,
        [".ext3"] = s_ext,
        [".ext4"] = s_ext,
        [".fat"] = s_fat,
        [".vfat"] = s_fat,
        [".btrfs"] = new("a btrfs", [At(65600, "_BHRfS_M")]),
        [".xfs"] = new("an xfs", [At(0, "XFSB")]),
        [".squashfs"] = s_squashfs,
        [".erofs"] = new("an erofs", [At(1024, 0xE2, 0xE1, 0xF5, 0xE0)]),
        [".iso"] = new("an image of a CD", [At(32769, "CD001")]),
        [".mender"] = new("an artifact of Mender, which is a tar archive", [At(257, "ustar")]),
        [".raucb"] = new("a bundle of RAUC, which is a squashfs", [At(0, "hsqs")]),
        [".swu"] = new("an update of SWUpdate, which is a cpio archive", [At(0, "07070")]),
        [".cpio"] = s_cpio,
        [".deb"] = new("a Debian package", [At(0, "!<arch>\n")]),
        [".dtb"] = s_deviceTree,
        [".itb"] = s_deviceTree,
        [".efi"] = new("a program of UEFI", [At(0, "MZ")]),
        [".pdf"] = new("a PDF", [At(0, "%PDF")]),
    }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The format that a name promises; null when it promises none.</summary>
    public static FileFormat? OfName(string name) => s_byExtension.GetValueOrDefault(Path.GetExtension(name));

    private static Signature At(int offset, string text) => new(offset, [.. Encoding.ASCII.GetBytes(text)]);

    private static Signature At(int offset, params ReadOnlySpan<byte> bytes) => new(offset, [.. bytes]);
}

/// <summary>A format of files.</summary>
/// <param name="Description">What such a file is.</param>
/// <param name="Signatures">What it has, one of them; none when it may have anything but text.</param>
internal sealed record FileFormat(string Description, ImmutableArray<Signature> Signatures)
{
    /// <summary>How much of a file has to be read.</summary>
    public int Length => Signatures.Select(signature => signature.Offset + signature.Bytes.Length).Append(FileStart.TextLength).Max();

    public bool Has(FileStart start) => Signatures.IsEmpty ? start.Text is null : Signatures.Any(signature => start.Has(signature));
}

/// <summary>Bytes at a place, by which a format is known.</summary>
internal sealed record Signature(int Offset, ImmutableArray<byte> Bytes);
