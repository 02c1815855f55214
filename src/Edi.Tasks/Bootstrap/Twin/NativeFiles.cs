using Edi.Tasks.Incremental;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Bootstrap.Twin;

/// <summary>What the SDK brings along for native twins, in its folder <c>native</c>.</summary>
internal sealed record NativeFiles(string Directory)
{
    /// <summary>What may run natively, and why.</summary>
    public string List => Path.Combine(Directory, "programs.yml");

    /// <summary>The program that decides between the twin and the emulator, for this host.</summary>
    public string Dispatcher => Path.Combine(ForHost, "edi-dispatch");

    /// <summary>The library that is loaded into every program of a twin.</summary>
    public string Shim => Path.Combine(ForHost, "edi-shim.so");

    /// <summary>Whether the SDK has these for this host's architecture.</summary>
    public bool Exist => File.Exists(List) && File.Exists(Dispatcher) && File.Exists(Shim);

    /// <summary>Whether a twin was made with these and with the emulator as it is now.</summary>
    public bool AreIn(NativeTwin twin, string emulator) =>
        AreSame(Dispatcher, twin.Dispatcher)
        && AreSame(Shim, Path.Combine(twin.Directory, "shim.so"))
        && AreSame(List, Path.Combine(twin.Directory, "programs.yml"))
        && AreSame(emulator, Path.Combine(twin.Directory, "qemu"));

    private string ForHost => Path.Combine(Directory, DebianArchitecture.Host.Name switch
    {
        "amd64" => "linux-x64",
        "arm64" => "linux-arm64",
        var other => other,
    });

    private static bool AreSame(string left, string right) =>
        File.Exists(right) && new FileInfo(left).Length == new FileInfo(right).Length && FileTree.Digest(left) == FileTree.Digest(right);
}
