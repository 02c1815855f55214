using System.Reflection;

namespace Edi.Tasks.Tests;

/// <summary>Where this repository lies.</summary>
internal static class Repository
{
    private static readonly string s_root = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "EdiRepository").Value!;

    public static string PathOf(string relative) => Path.Combine(s_root, relative);
}
