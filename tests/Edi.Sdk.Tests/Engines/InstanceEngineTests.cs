using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests.Engines;

/// <summary>The rules of each engine, with one whose layers are snapshots of an instance.</summary>
public abstract class InstanceEngineTests : BuildRules
{
    private readonly string _client;

    /// <param name="built">The project of these tests.</param>
    /// <param name="client">The engine's command line.</param>
    protected InstanceEngineTests(BuiltProject built, string client)
        : base(built)
    {
        Assert.SkipUnless(LongRun.IsMeant, LongRun.Reason);
        Assert.SkipUnless(Daemon.Answers(client), Daemon.Reason(client));
        _client = client;
    }

    private protected override async Task RemoveLayerAsync(TestProject project, string digest) =>
        (await project.RunAsync(_client, "delete", digest)).Succeeded();
}

/// <summary>The rules, with LXD.</summary>
public sealed class LxdTests(LxdTests.Built built) : InstanceEngineTests(built, "lxc"), IClassFixture<LxdTests.Built>
{
    /// <summary>The project of these tests.</summary>
    public sealed class Built() : BuiltProject("lxd");
}

/// <summary>The rules, with Incus.</summary>
public sealed class IncusTests(IncusTests.Built built) : InstanceEngineTests(built, "incus"), IClassFixture<IncusTests.Built>
{
    /// <summary>The project of these tests.</summary>
    public sealed class Built() : BuiltProject("incus");
}
