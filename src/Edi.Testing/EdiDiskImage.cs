namespace Edi.Testing;

/// <summary>A disk image in a file. It is only read, without a mount and without root; nothing has to be closed.</summary>
public sealed class EdiDiskImage
{
    private EdiDiskImage(string path) => Path = path;

    /// <summary>The image's file.</summary>
    public string Path { get; }

    /// <summary>The size of the disk in bytes. The file may take less of the disk that it lies on.</summary>
    public long Length => new FileInfo(Path).Length;

    /// <summary>Opens an image.</summary>
    /// <param name="path">A raw image, relative to the working directory or absolute.</param>
    /// <exception cref="EdiTestingException">There is no such file.</exception>
    public static EdiDiskImage Open(string path) => File.Exists(path)
        ? new(System.IO.Path.GetFullPath(path))
        : throw new EdiTestingException($"There is no disk image {System.IO.Path.GetFullPath(path)}; 'dotnet build' of its project makes it.");

    /// <summary>Reads the partition table.</summary>
    /// <exception cref="EdiTestingException">There is neither a GPT nor an MBR, or the Debian package fdisk is missing.</exception>
    public Task<EdiPartitionTable> PartitionTableAsync() => EdiPartitionTable.ReadAsync(Path);

    /// <summary>The file system of a partition.</summary>
    /// <param name="number">The partition's number, which begins at 1.</param>
    /// <exception cref="EdiTestingException">There is no such partition, or it is neither FAT nor ext4.</exception>
    public Task<EdiFileSystem> FileSystemAsync(int number) =>
        FileSystemAsync(partition => partition.Number == number, $"the number {number}");

    /// <summary>The file system of a partition.</summary>
    /// <param name="name">The partition's name, or the file system's label.</param>
    /// <exception cref="EdiTestingException">There is no such partition, several have the name, or it is neither FAT nor ext4.</exception>
    public Task<EdiFileSystem> FileSystemAsync(string name) =>
        FileSystemAsync(partition => partition.Name == name || partition.Label == name, $"the name or label {name}");

    private async Task<EdiFileSystem> FileSystemAsync(Func<EdiPartition, bool> isMeant, string which)
    {
        var table = await PartitionTableAsync();
        return table.Partitions.Where(isMeant).ToArray() switch
        {
            [var partition] => EdiFileSystem.Open(Path, partition.Offset),
            var found => throw new EdiTestingException(
                $"Expected one partition with {which} in {Path}, found {found.Length}. It has: {string.Join(", ", table.Partitions.Select(Describe))}."),
        };
    }

    private static string Describe(EdiPartition partition)
    {
        string[] names = [.. new[] { partition.Name, partition.Label }.Where(name => name.Length > 0).Distinct()];
        return FormattableString.Invariant($"{partition.Number} ({string.Join(", ", [.. names, $"type {partition.Type}"])})");
    }
}
