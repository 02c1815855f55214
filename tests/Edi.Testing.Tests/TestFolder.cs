using System.Globalization;

namespace Edi.Testing.Tests;

/// <summary>A folder for images, which real tools make; deleted with all that is in it.</summary>
internal sealed class TestFolder : IDisposable
{
    private static readonly CancellationToken s_cancellation = TestContext.Current.CancellationToken;

    public string Path { get; } = Directory.CreateTempSubdirectory("edi-testing-tests-").FullName;

    public string At(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a text file and returns its path.</summary>
    public string Write(string name, string content)
    {
        string path = At(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>An image of zeros, of so many mebibytes.</summary>
    public string CreateImage(string name, int mebibytes)
    {
        using var file = File.Create(At(name));
        file.SetLength((long)mebibytes << 20);
        return At(name);
    }

    /// <summary>An image with a partition table that sfdisk writes.</summary>
    public async Task<string> PartitionAsync(string name, int mebibytes, string script)
    {
        string image = CreateImage(name, mebibytes);
        await RunAsync("sh", "-c", "\"$1\" --quiet \"$2\" <\"$3\"", "sh", EdiHostProgram.Find("sfdisk"), image, Write($"{name}.sfdisk", script));
        return image;
    }

    /// <summary>Makes an ext4 file system in an image, with the files of a folder.</summary>
    public static Task MakeExt4Async(string image, int atMebibyte, string label, string files) => RunAsync(
        "mke2fs", "-q", "-t", "ext4", "-L", label, "-d", files, "-E", string.Create(CultureInfo.InvariantCulture, $"offset={atMebibyte << 20}"), image, "8M");

    /// <summary>Makes a FAT file system of 16 MiB in an image.</summary>
    public static Task MakeFatAsync(string image, int atMebibyte, string label) => RunAsync(
        "mkfs.vfat", "-F", "16", "-s", "1", "-n", label, "--offset", (atMebibyte * 2048).ToString(CultureInfo.InvariantCulture), image, "16384");

    public static Task RunAsync(string program, params string[] arguments) => EdiHostProgram.RequireAsync(program, arguments, s_cancellation);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
