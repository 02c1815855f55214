using System.Collections.Immutable;

namespace Edi.Testing;

/// <summary>What a file system knows of a file, a folder or a link.</summary>
/// <param name="Path">Its path from the file system's root, which begins with a slash.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Size">The length of its content in bytes; 0 for a folder of FAT.</param>
public sealed record EdiFileEntry(string Path, EdiFileKind Kind, long Size)
{
    /// <summary>Who may do what; null on FAT, which knows no modes.</summary>
    public UnixFileMode? Mode { get; init; }

    /// <summary>The mode as chmod(1) takes it, such as <c>0755</c>; null on FAT.</summary>
    public string? OctalMode => Mode is { } mode ? Convert.ToString((int)mode, 8).PadLeft(4, '0') : null;

    /// <summary>The owner's number; null on FAT, which knows no owners.</summary>
    public int? User { get; init; }

    /// <summary>The group's number; null on FAT.</summary>
    public int? Group { get; init; }

    /// <summary>How many names the file has; null on FAT.</summary>
    public int? Links { get; init; }

    /// <summary>The file's number, which is that of all its names; null on FAT.</summary>
    public long? Inode { get; init; }

    /// <summary>Where a symbolic link leads, as it stands in the link; null for what is none.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>The extended attributes by name, as debugfs(8) writes them: bytes such as <c>01 00 02</c>, or a text in quotes.</summary>
    public ImmutableDictionary<string, string> ExtendedAttributes { get; init; } = ImmutableDictionary<string, string>.Empty;
}
