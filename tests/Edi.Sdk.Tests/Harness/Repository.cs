using System.Reflection;

namespace Edi.Sdk.Tests.Harness;

/// <summary>Where this repository lies.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "EdiRepository").Value!;

    public static string PathOf(string relative) => Path.Combine(Root, relative);
}
