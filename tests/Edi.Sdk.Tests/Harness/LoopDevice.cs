namespace Edi.Sdk.Tests.Harness;

/// <summary>A disk of this size, which is a file full of what an earlier owner left on it. Root only can attach one.</summary>
internal sealed class LoopDevice : IAsyncDisposable
{
    private readonly string _folder;

    private LoopDevice(string folder, string path) => (_folder, Path) = (folder, path);

    /// <summary>The device's file.</summary>
    public string Path { get; }

    /// <summary>The file with its content.</summary>
    public string File => System.IO.Path.Combine(_folder, "disk");

    public static async Task<LoopDevice> AttachAsync(long size)
    {
        string folder = Directory.CreateTempSubdirectory("edi-test-disk-").FullName;
        string output = await RunAsync("sh", "-c", "head -c \"$1\" /dev/zero | tr '\\0' '\\245' >\"$2/disk\" && losetup --find --show \"$2/disk\"", "sh", $"{size}", folder);
        return new(folder, output.Trim());
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("losetup", "--detach", Path);
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<string> RunAsync(params string[] command)
    {
        using var running = RunningCommand.Start("/", new Dictionary<string, string> { ["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin" }, command);
        return (await running.EndAsync()).Succeeded().Output;
    }
}
