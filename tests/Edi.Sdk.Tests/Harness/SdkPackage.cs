using System.Diagnostics;
using System.Globalization;

namespace Edi.Sdk.Tests.Harness;

/// <summary>
/// The SDK as users get it: packed once for all tests into a folder feed, with a version that no cache of packages has
/// seen.
/// </summary>
internal static class SdkPackage
{
    private static readonly Lazy<string> s_feed = new(() => Pack("src/Edi.Sdk/Edi.Sdk.csproj", NewFeed()));
    private static readonly Lazy<string> s_templates = new(() => Pack("src/Edi.Templates/Edi.Templates.csproj", NewFeed()));
    private static readonly Lazy<string> s_feedWithTesting = new(() => Pack("src/Edi.Testing/Edi.Testing.csproj", Feed));

    public static string Version { get; } = string.Create(
        CultureInfo.InvariantCulture, $"0.0.0-test.{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}");

    /// <summary>The folder with the package.</summary>
    public static string Feed => s_feed.Value;

    /// <summary>The same folder, with the package Edi.Testing of the same version.</summary>
    public static string FeedWithTesting => s_feedWithTesting.Value;

    /// <summary>The package of the templates for this version.</summary>
    public static string Templates => Path.Combine(s_templates.Value, $"Edi.Templates.{Version}.nupkg");

    private static string NewFeed()
    {
        string feed = Directory.CreateTempSubdirectory("edi-feed-").FullName;
        File.SetUnixFileMode(feed, (UnixFileMode)0b111_101_101);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(feed, recursive: true);
        return feed;
    }

    private static string Pack(string project, string feed)
    {
        // Restored it is already, with these tests; a second restore could meet that of another test project's builds.
        using var pack = Process.Start(
            "dotnet", ["pack", Repository.PathOf(project), "--no-restore", "-c", "Release", "-o", feed, $"-p:Version={Version}", "-v:q"]);
        pack.WaitForExit();
        Assert.True(pack.ExitCode == 0, $"{project} could not be packed.");
        return feed;
    }
}
