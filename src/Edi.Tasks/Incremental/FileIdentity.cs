using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Edi.Tasks.Incremental;

/// <summary>
/// What the kernel tells of a file that .NET does not. The identity tells without reading a file whether it may have changed: its size, the time of its last change, and its inode and
/// device, which are others where a file was replaced.
/// </summary>
internal static partial class FileIdentity
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const uint BasicStats = 0x7ff; // STATX_BASIC_STATS
    private const int Size = 256; // struct statx of statx(2), which is the same for all architectures

    /// <summary>The identity of a file or link; of a folder, one of all that is in it.</summary>
    /// <exception cref="IOException">The file is not there, or the kernel does not tell.</exception>
    public static string Of(string path)
    {
        string identity = Read(path);
        if (!Directory.Exists(path) || new FileInfo(path).LinkTarget is not null)
        {
            return identity;
        }

        string entries = string.Concat(Directory.EnumerateFileSystemEntries(path).Order(StringComparer.Ordinal).Select(entry => $"{Path.GetFileName(entry)} {Of(entry)}\n"));
        return $"{identity} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(entries)))}";
    }

    /// <summary>Whether a path leads to a regular file: a device or a pipe has no end.</summary>
    public static bool IsRegularFile(string path)
    {
        const int typeMask = 0xf000, regular = 0x8000; // S_IFMT, S_IFREG
        Span<byte> status = stackalloc byte[Size];
        return !path.Contains('\0', StringComparison.Ordinal) && TryRead(path, flags: 0, status) && (MemoryMarshal.Read<ushort>(status[28..]) & typeMask) == regular;
    }

    /// <summary>How much of the disk a file takes, in bytes: without its holes. 0 when there is no such file.</summary>
    public static long AllocatedSize(string path)
    {
        const int sector = 512; // Of these stx_blocks counts, whatever the file system has.
        Span<byte> status = stackalloc byte[Size];
        return IsRegularFile(path) && TryRead(path, flags: 0, status) ? MemoryMarshal.Read<long>(status[48..]) * sector : 0;
    }

    /// <summary>What tells a file or folder from any other at the same time, whatever path leads to it; empty when nothing is there.</summary>
    public static string PlaceOf(string path)
    {
        Span<byte> status = stackalloc byte[Size];
        return TryRead(path, flags: 0, status) ? Place(status) : "";
    }

    /// <summary>
    /// All by which a file that was written to differs, though it may have its former content, size and time again: the identity,
    /// the time of change, which nobody can set, and how many names it has. Empty when it is not there.
    /// </summary>
    /// <param name="isFollowed">Whether that of the file is added to which a link leads.</param>
    public static string StateOf(string path, bool isFollowed)
    {
        string own = State(path, NoFollow);
        return isFollowed && own.Length > 0 ? $"{own} -> {State(path, flags: 0)}" : own;
    }

    /// <summary>Whether two states differ in nothing but the number of names, which also sets the time of change: a hard link was made or removed.</summary>
    public static bool IsSameButForLinks(string one, string other) => one == other
        || one.Split(" -> ").Zip(other.Split(" -> ")).All(pair => pair.First == pair.Second
            || (pair.First.Split('|') is [var identity, _, var links] && pair.Second.Split('|') is [var otherIdentity, _, var otherLinks] && identity == otherIdentity && links != otherLinks));

    private static string State(string path, int flags)
    {
        Span<byte> status = stackalloc byte[Size];
        return TryRead(path, flags, status)
            ? string.Create(CultureInfo.InvariantCulture, $"{Identity(status)}|{Time(status[96..])}|{MemoryMarshal.Read<uint>(status[16..])}")
            : "";
    }

    private static string Read(string path)
    {
        Span<byte> status = stackalloc byte[Size];
        if (!TryRead(path, NoFollow, status))
        {
            throw new IOException($"{path}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        }

        return Identity(status);
    }

    private static string Identity(ReadOnlySpan<byte> status) =>
        string.Create(CultureInfo.InvariantCulture, $"{MemoryMarshal.Read<ulong>(status[40..])} {Time(status[112..])} {Place(status)}");

    private static string Time(ReadOnlySpan<byte> time) =>
        string.Create(CultureInfo.InvariantCulture, $"{MemoryMarshal.Read<long>(time)}.{MemoryMarshal.Read<uint>(time[8..]):d9}");

    private static string Place(ReadOnlySpan<byte> status)
    {
        ulong inode = MemoryMarshal.Read<ulong>(status[32..]);
        uint major = MemoryMarshal.Read<uint>(status[136..]);
        uint minor = MemoryMarshal.Read<uint>(status[140..]);
        return string.Create(CultureInfo.InvariantCulture, $"{inode} {major}:{minor}");
    }

    private static unsafe bool TryRead(string path, int flags, Span<byte> status)
    {
        fixed (byte* buffer = status)
        {
            return Statx(CurrentDirectory, path, flags, BasicStats, buffer) == 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static unsafe partial int Statx(int directory, string path, int flags, uint mask, byte* status);
}
