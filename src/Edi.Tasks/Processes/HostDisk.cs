using System.Globalization;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Processes;

/// <summary>The room on the host's disks, for those errors that have their cause there.</summary>
internal static class HostDisk
{
    // Who writes blocks gives up when one finds no room, and leaves less than that.
    private const long LeastRoom = 1 << 20;

    // See errno(3).
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;

    /// <summary>Which disk is full, and what to do; null when there is room on all of them.</summary>
    /// <param name="folders">Folders on them.</param>
    public static string? Full(IEnumerable<string> folders) => folders.Where(Directory.Exists).FirstOrDefault(folder => Room(folder) < LeastRoom) is { } folder
        ? string.Create(CultureInfo.InvariantCulture, $"The host's disk with {folder} is full: {ByteSize.Format(Room(folder))} of {ByteSize.Format(new DriveInfo(folder).TotalSize)} are free. Make room on it, or put the folder on another disk.")
        : null;

    /// <summary>The failure of a program, with what it has to do with the host's disks.</summary>
    /// <param name="output">The last lines that programs have printed.</param>
    /// <param name="folders">The folders that were written.</param>
    public static EdiException Explain(EdiException failure, string output, IReadOnlyCollection<string> folders)
    {
        var problem = failure.Problems[0];
        // Of a partition the writer has asked already, when the disk was as full as it could be; and its tool says the same of the file system.
        string? explanation = problem.Code == EdiCodes.ContentTooLarge ? null : Full(folders) ?? (SaysFull(output) ? WasFull(folders) : null);
        return explanation is null || problem.Message.Contains("The host's disk", StringComparison.Ordinal)
            ? failure
            : new(failure.Problems.SetItem(0, problem with { Message = $"{problem.Message} {explanation}" }));
    }

    /// <summary>Why a file could not be written, when a disk was full; else null.</summary>
    /// <param name="folders">The folders that were written.</param>
    public static string? Explain(IOException failure, IReadOnlyCollection<string> folders) =>
        // .NET has a message of its own, without an error number, for a file whose size it knew before.
        failure.HResult is NoSpace or QuotaExceeded || failure.Message.Contains("disk was full", StringComparison.Ordinal)
            ? Full(folders) ?? WasFull(folders)
            : null;

    // What had filled the disk may be gone again: tools remove what they have half written.
    private static string WasFull(IEnumerable<string> folders) =>
        $"A disk of the host was full, or had no inodes left ('df -h' and 'df -i' tell). Free are now {string.Join(", ", folders.Where(Directory.Exists).Select(folder => $"{ByteSize.Format(Room(folder))} with {folder}"))}; /tmp of the sandbox is memory. Make room on the disk that the tool's lines name.";

    /// <summary>Whether a program has told that there was no room.</summary>
    public static bool SaysFull(string output) =>
        output.Contains("No space left on device", StringComparison.OrdinalIgnoreCase) || output.Contains("Disk quota exceeded", StringComparison.OrdinalIgnoreCase);

    // Root may use what file systems keep for it.
    private static long Room(string folder) => new DriveInfo(folder) is var disk && Environment.IsPrivilegedProcess ? disk.TotalFreeSpace : disk.AvailableFreeSpace;
}
