using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

/// <summary>One sandbox for all tests of a class, started by the first that needs it.</summary>
public sealed class SandboxFixture : IDisposable
{
    private readonly HostToolFixture _tools = new();
    private readonly Lazy<EdiSandbox> _sandbox;

    public SandboxFixture() => _sandbox = new(() => EdiSandbox.Start(_tools.Host, _tools.Log, new SandboxOptions
    {
        CacheDirectory = _tools.Folder.At("cache"),
        Architecture = DebianArchitecture.Host.Name,
    }));

    internal EdiSandbox Sandbox => _sandbox.Value;

    internal HostToolFixture Tools => _tools;

    public void Dispose()
    {
        if (_sandbox.IsValueCreated)
        {
            _sandbox.Value.Dispose();
        }

        _tools.Dispose();
    }

    internal static void SkipWithoutRange()
    {
        if (!CurrentUser.IsRoot
            && (SubordinateRange.Find("/etc/subuid", CurrentUser.Name, CurrentUser.UserId) is null
                || SubordinateRange.Find("/etc/subgid", CurrentUser.Name, CurrentUser.UserId) is null))
        {
            Assert.Skip("This user has no subordinate range in /etc/subuid and /etc/subgid.");
        }
    }
}
