using System.Diagnostics;
using System.Globalization;

namespace Edi.Sdk.Tests.Harness;

/// <summary>
/// The SDK as users get it: packed once for all tests into a folder feed, with a version that no cache of packages has
/// seen.
/// </summary>
internal static class SdkPackage
{
    private static readonly Lazy<string> s_feed = new(Pack);

    public static string Version { get; } = string.Create(
        CultureInfo.InvariantCulture, $"0.0.0-test.{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}");

    /// <summary>The folder with the package.</summary>
    public static string Feed => s_feed.Value;

    private static string Pack()
    {
        string feed = Directory.CreateTempSubdirectory("edi-feed-").FullName;
        File.SetUnixFileMode(feed, (UnixFileMode)0b111_101_101);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(feed, recursive: true);
        // Restored it is already, with these tests; a second restore could meet that of another test project's builds.
        using var pack = Process.Start(
            "dotnet", ["pack", Repository.PathOf("src/Edi.Sdk/Edi.Sdk.csproj"), "--no-restore", "-c", "Release", "-o", feed, $"-p:Version={Version}", "-v:q"]);
        pack.WaitForExit();
        Assert.True(pack.ExitCode == 0, "The SDK could not be packed.");
        return feed;
    }
}
