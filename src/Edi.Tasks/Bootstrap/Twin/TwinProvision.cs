using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Bootstrap.Twin;

/// <summary>Whether there can be a native twin, whether there is one, and its making.</summary>
internal sealed class TwinProvision(StepContext context, string directory, NativeFiles native)
{
    private readonly DebianArchitecture _target = DebianArchitecture.Find(context.Definition.Architecture)!;

    /// <summary>Why there can be no twin, or null.</summary>
    public string? FindObstacle() =>
        context.Definition.PackageSources is null
            ? "a command makes the root file system, so the mirrors are not known; the section 'bootstrap' names them."
        : !ForeignPrograms.KernelHasOwnHandlers
            ? $"this kernel ({Environment.OSVersion.Version}) has no binfmt_misc for a sandbox of its own; Linux 6.7 or later does."
        : _target.ElfData != DebianArchitecture.Host.ElfData
            ? $"its byte order is not that of {DebianArchitecture.Host.Name}, and programs write data in their own."
        : !native.Exist
            ? $"this SDK has no dispatcher for {DebianArchitecture.Host.Name}."
        : null;

    /// <summary>Whether there is a twin that was made with what the SDK has now.</summary>
    public bool IsCurrent()
    {
        using var current = NativeTwin.Open(directory);
        if (current is null || !native.AreIn(current, StaticEmulator.Find(_target)!))
        {
            return false;
        }

        // MSBuild compares its time with the fingerprint's.
        File.SetLastWriteTimeUtc(Path.Combine(current.Directory, NativeTwin.Table), DateTime.UtcNow);
        return true;
    }

    public void Make() => new TwinBuilder(context, directory, native).Make();
}
