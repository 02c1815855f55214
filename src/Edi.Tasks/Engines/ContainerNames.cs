using System.Security.Cryptography;
using System.Text;

namespace Edi.Tasks.Engines;

/// <summary>
/// The names of one project's images and containers: with a digest of the project's name and of its folder, so that
/// two checkouts never meet, and the build configuration, so that Debug and Release keep their own.
/// </summary>
internal sealed class ContainerNames(string projectFile, string configuration)
{
    /// <summary>Begins every name of this project and configuration, and of no other.</summary>
    public string Prefix { get; } =
        $"edi-{Hash(Path.GetFileNameWithoutExtension(projectFile))}-{Hash(Path.GetDirectoryName(Path.GetFullPath(projectFile))!)}-{Hash(configuration)}";

    /// <summary>
    /// The instance of LXD or Incus, which is also whose things of theirs are. Another machine's checkout may lie in a folder of
    /// the same name, and so the name on a remote tells the machine, too.
    /// </summary>
    public string Instance(ContainerEngine engine) => engine.IsLocal ? Prefix : $"{Prefix}-{Hash(Machine)}";

    /// <summary>The working container of a step.</summary>
    public string Container(string step) => $"{Prefix}-{step}";

    /// <summary>The image that a step leaves.</summary>
    public string Image(string step) => $"localhost/{Prefix}:{step}";

    // See machine-id(5); where there is none, as in many containers, the host's name tells it.
    private static string Machine => File.Exists("/etc/machine-id") && File.ReadAllText("/etc/machine-id").Trim() is { Length: > 0 } id ? id : Environment.MachineName;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
}
