using Edi.Tasks.Image;

namespace Edi.Tasks.Tests;

public sealed class XfsTests
{
    [Fact]
    public void The_log_lies_in_the_allocation_group_that_its_number_begins_with() => Assert.Equal(
        (((2L * 19200) + 6) * 4096, 16384L * 4096),
        Xfs.Log("logstart = 65542\nlogblocks = 16384\nblocksize = 4096\nagblocks = 19200\nagblklog = 15\n"));
}
