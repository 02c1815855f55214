using System.Collections.Immutable;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Sandbox;

/// <summary>What a sandbox may see and change, and what is undone when the build ends without saying so.</summary>
internal sealed record SandboxOptions
{
    /// <summary>An existing folder for temporary files, on the file system of the engine's store; everything in it vanishes with the sandbox.</summary>
    public required string CacheDirectory { get; init; }

    /// <summary>Folders that are read, wherever they lie.</summary>
    public ImmutableArray<string> Visible { get; init; } = [];

    /// <summary>Folders that are written, besides <see cref="CacheDirectory"/>; all else is read-only.</summary>
    public ImmutableArray<string> Writable { get; init; } = [];

    /// <summary>Half-made artifacts, removed if the build is killed.</summary>
    public ImmutableArray<string> RemoveOnAbort { get; init; } = [];

    /// <summary>Cleans up what is not a file, if the build is killed.</summary>
    public ToolCommand? RunOnAbort { get; init; }

    /// <summary>The Debian architecture whose programs run in the sandbox.</summary>
    public required string Architecture { get; init; }

    /// <summary>The processor that QEMU imitates, by QEMU's name; empty means the one that is fastest.</summary>
    public string QemuCpu { get; init; } = "";

    /// <summary>The native twin of that architecture's programs; the sandbox closes it.</summary>
    public NativeTwin? Twin { get; init; }
}
