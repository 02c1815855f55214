namespace Edi.Tasks.Incremental;

/// <summary>A file that one process holds at a time. The lock ends with the process, however that dies; the file stays.</summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    // EWOULDBLOCK of flock(2), by which .NET refuses a file that another process has opened for itself.
    private const int WouldBlock = 11;

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Waits until nobody else holds it.</summary>
    /// <param name="onWait">Called once, when somebody does.</param>
    public static FileLock Wait(string path, Action onWait, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (bool isFirst = true; ; isFirst = false)
        {
            try
            {
                return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException e) when (e.HResult == WouldBlock)
            {
                if (isFirst)
                {
                    onWait();
                }

                cancellation.WaitHandle.WaitOne(s_interval);
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
