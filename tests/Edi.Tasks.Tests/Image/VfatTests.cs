using Edi.Tasks.Image;

namespace Edi.Tasks.Tests;

public sealed class VfatTests
{
    [Theory]
    [InlineData(34, 1)]
    [InlineData(260, 1)]
    [InlineData(261, 8)]
    [InlineData(512, 8)]
    [InlineData(8 << 10, 8)]
    [InlineData((8 << 10) + 1, 16)]
    [InlineData(16 << 10, 16)]
    [InlineData(32 << 10, 32)]
    [InlineData((32 << 10) + 1, 64)]
    [InlineData(1 << 20, 64)]
    public void A_cluster_is_as_large_as_microsofts_table_says(long mebibytes, int sectors) =>
        Assert.Equal(sectors, Vfat.SectorsPerCluster(mebibytes << 20));

    [Theory]
    [InlineData(34)]
    [InlineData(260)]
    [InlineData(261)]
    [InlineData(8 << 10)]
    [InlineData((8 << 10) + 1)]
    [InlineData((16 << 10) + 1)]
    [InlineData((32 << 10) + 1)]
    [InlineData(1 << 20)]
    public void There_are_always_enough_clusters_for_fat32_and_not_too_many(long mebibytes)
    {
        long sectors = mebibytes << 11;
        int perCluster = Vfat.SectorsPerCluster(mebibytes << 20);
        // 32 reserved sectors, and two tables of four bytes a cluster.
        long clusters = (long)((sectors - 32) / (perCluster + (2 * 4 / 512.0)));
        Assert.InRange(clusters, 65525, 0x0ffffff4);
    }
}
