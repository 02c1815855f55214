using System.Globalization;

namespace Edi.Images.Tests.Harness;

/// <summary>A disk image in a file; its partitions are read without a mount.</summary>
internal sealed record DiskImageFile(string Path)
{
    public long Length => new FileInfo(Path).Length;

    public bool Exists => File.Exists(Path);

    /// <summary>How many bytes the file takes of the disk that it lies on.</summary>
    public async Task<long> AllocatedAsync() =>
        512 * long.Parse(await HostProgram.RequireAsync("stat", "--format=%b", Path), CultureInfo.InvariantCulture);

    public Task<PartitionTable> PartitionTableAsync() => PartitionTable.ReadAsync(Path);

    /// <summary>The partition with this number, which begins at 1, with a FAT file system.</summary>
    public async Task<FatPartition> FatAsync(int number) => new(Path, (await PartitionTableAsync()).Partitions[number - 1].Offset);

    /// <summary>The partition with this number, which begins at 1, with an ext4 file system.</summary>
    public async Task<Ext4Partition> Ext4Async(int number) => new(Path, (await PartitionTableAsync()).Partitions[number - 1].Offset);
}
