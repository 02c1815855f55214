namespace Edi.Testing;

/// <summary>A kind of file system whose files can be read without a mount.</summary>
public enum EdiFileSystemKind
{
    /// <summary>None, or one that cannot be read here.</summary>
    Unknown,

    /// <summary>FAT12, FAT16 or FAT32.</summary>
    Fat,

    /// <summary>ext4, and its forerunners ext2 and ext3.</summary>
    Ext4,
}
