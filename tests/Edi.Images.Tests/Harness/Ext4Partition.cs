namespace Edi.Images.Tests.Harness;

/// <summary>An ext4 file system in a disk image, read by e2fsprogs.</summary>
internal sealed class Ext4Partition(string image, long offset)
{
    private readonly string _device = FormattableString.Invariant($"{image}?offset={offset}");

    /// <summary>Looks for damage.</summary>
    public Task<ProgramResult> CheckAsync() => HostProgram.RunAsync("e2fsck", "-f", "-n", _device);

    /// <summary>What is known of a file, or null when there is none.</summary>
    public async Task<Ext4File?> FindAsync(string path) =>
        await AskAsync("stat", path) is { } stat ? Ext4File.Parse(stat) : null;

    public async Task<string> ReadAsync(string path)
    {
        string? text = await AskAsync("cat", path);
        Assert.True(text is not null, $"{path} is missing in {image}");
        return text;
    }

    /// <summary>The names in a folder.</summary>
    public async Task<string[]> ListAsync(string folder)
    {
        // Each line is /inode/mode/user/group/name/size/
        string? lines = await AskAsync("ls -p", folder);
        Assert.True(lines is not null, $"{folder} is missing in {image}");
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('/')[5]).Where(name => name is not ("." or ".."))];
    }

    // debugfs ends with 0 whatever happens.
    private async Task<string?> AskAsync(string request, string path)
    {
        var result = await HostProgram.RunAsync("debugfs", "-R", $"{request} {path}", _device);
        if (result.Error.Contains("File not found", StringComparison.Ordinal))
        {
            return null;
        }

        // Its version is all that it writes to standard error when nothing is wrong.
        Assert.True(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length <= 1, $"{result.CommandLine}\n{result.Error}");
        return result.Output;
    }
}
