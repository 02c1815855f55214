using System.Reflection;

namespace Edi.Images.Tests.Harness;

/// <summary>Where the files of this repository are.</summary>
internal static class Repository
{
    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "EdiRepository").Value!;

    /// <summary>A new, empty log file, kept after the tests; its folder is made.</summary>
    public static string LogFile(string name)
    {
        string folder = Path.Combine(Root, "artifacts", "log", "Edi.Images.Tests");
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, $"{name}.log");
        File.WriteAllText(file, "");
        return file;
    }
}
