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

    /// <summary>The working container of a step.</summary>
    public string Container(string step) => $"{Prefix}-{step}";

    /// <summary>The image that a step leaves.</summary>
    public string Image(string step) => $"localhost/{Prefix}:{step}";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
}
