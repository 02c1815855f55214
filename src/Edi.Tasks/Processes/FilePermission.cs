using System.Runtime.InteropServices;

namespace Edi.Tasks.Processes;

/// <summary>What the user who builds may do with a file, as access(2) tells: by its mode, its lists and its mount.</summary>
internal static partial class FilePermission
{
    private const int Executing = 1;
    private const int Writing = 2;
    private const int Reading = 4;

    public static bool IsReadable(string path) => Access(path, Reading) == 0;

    public static bool IsWritable(string path) => Access(path, Writing) == 0;

    public static bool IsExecutable(string path) => Access(path, Executing) == 0;

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
