namespace Edi.Tasks.Lint;

/// <summary>A file, folder or link of a root file system.</summary>
/// <param name="Path">Absolute in the root file system.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Target">Where a link leads, as it was written; else empty.</param>
/// <param name="HasCapabilities">Whether the file gives capabilities, capabilities(7), to who starts it.</param>
internal sealed record RootEntry(
    string Path, RootEntryKind Kind, UnixFileMode Mode, long Owner, long Group, long Size = 0, string Target = "", bool HasCapabilities = false)
{
    /// <summary>The last part of the path.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The folder that has it.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path) ?? "/";

    public bool IsFile => Kind == RootEntryKind.File;

    /// <summary>Whether it runs as its owner or group, whoever starts it.</summary>
    public bool IsSetId => IsFile && (Mode & (UnixFileMode.SetUser | UnixFileMode.SetGroup)) != 0;
}

/// <summary>What an entry is.</summary>
internal enum RootEntryKind
{
    File,
    Folder,
    Link,

    /// <summary>A device, a pipe or a socket.</summary>
    Other,
}
