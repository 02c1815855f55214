using System.Runtime.InteropServices;
using Edi.Tasks.Processes;
using Microsoft.Win32.SafeHandles;

namespace Edi.Tasks.Terminal;

/// <summary>The terminal on which MSBuild's terminal logger draws.</summary>
internal sealed partial class BuildTerminal : ITerminal
{
    /// <summary>That of a terminal of which nothing is known.</summary>
    public const int DefaultWidth = 80;

    private const int Widest = 120; // The logger's own lines have no more.

    private const uint GetWindowSize = 0x5413; // TIOCGWINSZ

    // Null in the process that draws.
    private readonly string? _path;

    private BuildTerminal(string? path) => _path = path;

    public int Width => int.Min(_path is not null ? WidthOf(_path) : Console.IsOutputRedirected ? DefaultWidth : Console.BufferWidth, Widest);

    /// <summary>Null when the logger draws on none that this process could reach, or not in the way that <see cref="LiveLine"/> relies on.</summary>
    public static BuildTerminal? Find()
    {
        if (!TerminalLogger.Draws || !TerminalLogger.ShowsNodes)
        {
            return null;
        }

        if (WorkerNode.IsRemote)
        {
            return BuildOutput.Remote is { } path && IsTerminal(path) ? new(path) : null;
        }

        // The server's own output is none, and its client's is one where the logger is on.
        return !Console.IsOutputRedirected || WorkerNode.IsServerOfBuild ? new(null) : null;
    }

    public void Write(string text)
    {
        if (_path is null)
        {
            Console.Out.Write(text); // The logger writes there too, and each text is written whole.
        }
        else
        {
            BuildOutput.WriteTo(_path, text);
        }
    }

    private static bool IsTerminal(string path) => new FileInfo(path).LinkTarget is { } file
        && (file.StartsWith("/dev/pts/", StringComparison.Ordinal) || file.StartsWith("/dev/tty", StringComparison.Ordinal) || file == "/dev/console");

    private static unsafe int WidthOf(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        // struct winsize: rows, columns, and both in pixels.
        ushort* size = stackalloc ushort[4];
        return Control(file, GetWindowSize, size) == 0 && size[1] > 0 ? size[1] : DefaultWidth;
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static unsafe partial int Control(SafeFileHandle file, nuint request, ushort* size);
}
