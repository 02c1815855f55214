using Edi.Tasks.Engines;
using Edi.Tasks.Engines.Instances;

namespace Edi.Tasks.Tests;

public sealed class InstanceRecordTests
{
    [Fact]
    public void Each_engine_is_known_once()
    {
        using var folder = new TemporaryFolder();
        var record = new InstanceRecord(folder.At("instances.txt"));
        Assert.Empty(record.Read());
        ContainerEngine[] engines = [ContainerEngine.Parse("lxd", "", ""), ContainerEngine.Parse("incus", "farm", "arm-1"), ContainerEngine.Parse("incus", "farm", "")];
        foreach (var engine in engines.Concat(engines))
        {
            record.Add(engine);
        }

        Assert.Equal(engines, record.Read());
    }
}
