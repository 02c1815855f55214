namespace Edi.Images.Tests.Harness;

/// <summary>A FAT file system in a disk image, read by mtools.</summary>
internal sealed class FatPartition(string image, long offset)
{
    private readonly string _drive = FormattableString.Invariant($"{image}@@{offset}");

    /// <summary>The paths of all files, relative to the root, in the order of their names.</summary>
    public async Task<string[]> FilesAsync()
    {
        string paths = await HostProgram.RequireAsync("mdir", "-i", _drive, "-/", "-b", "::");
        return
        [
            .. paths.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(path => !path.EndsWith('/')) // a folder
                .Select(path => path["::/".Length..])
                .Order(StringComparer.Ordinal),
        ];
    }

    public Task<string> ReadAsync(string path) => HostProgram.RequireAsync("mcopy", "-i", _drive, $"::/{path}", "-");

    public Task CopyAsync(string path, string target) => HostProgram.RequireAsync("mcopy", "-i", _drive, $"::/{path}", target);
}
