using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Edi.Sdk.Tests.Harness;

/// <summary>
/// The SDK as users get it: packed once for all tests into a folder feed, with a version that no cache of packages has
/// seen.
/// </summary>
internal static partial class SdkPackage
{
    private static readonly Lazy<string> s_feed = new(() => Pack("src/Edi.Sdk/Edi.Sdk.csproj", NewFeed()));
    private static readonly Lazy<string> s_templates = new(() => Pack("src/Edi.Templates/Edi.Templates.csproj", NewFeed()));
    private static readonly Lazy<string> s_boards = new(PackBoards);
    private static readonly Lazy<string> s_testing = new(() => Pack("src/Edi.Testing/Edi.Testing.csproj", Feed));

    public static string Version { get; } = string.Create(
        CultureInfo.InvariantCulture, $"0.0.0-test.{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}");

    /// <summary>The folder with the package.</summary>
    public static string Feed => s_feed.Value;

    /// <summary>Adds the package Edi.Testing of the same version to the folder, unless it is there.</summary>
    public static void AddTesting() => _ = s_testing.Value;

    /// <summary>Adds the boards' packages of the same version to the folder, unless they are there.</summary>
    public static void AddBoards() => _ = s_boards.Value;

    /// <summary>The package of the templates for this version.</summary>
    public static string Templates => Path.Combine(s_templates.Value, $"Edi.Templates.{Version}.nupkg");

    // As their authors would, outside of the repository, with the packed SDK.
    private static string PackBoards()
    {
        foreach (string board in new[] { "Edi.Board.GenericEfi", "Edi.Board.RaspberryPi3" })
        {
            using var project = new TestProject();
            string source = Repository.PathOf($"src/{board}");
            foreach (string file in Directory.GetFiles(source, "*.yml").Append(Path.Combine(source, "schema.json")).Concat(Directory.GetFiles(Path.Combine(source, "plugins"), "*", SearchOption.AllDirectories)))
            {
                project.Write($"{board}/{Path.GetRelativePath(source, file)}", File.ReadAllText(file));
            }

            string definition = File.ReadAllText(Path.Combine(source, $"{board}.ediproj"));
            project.Write($"{board}/{board}.ediproj", Imports().Replace(definition, "")
                .Replace("<Project>", $"<Project Sdk=\"Edi.Sdk/{Version}\">", StringComparison.Ordinal)
                .Replace("[0.1, )", "[0.0.0-0, )", StringComparison.Ordinal));
            var outcome = project.DotnetAsync("pack", $"{board}/{board}.ediproj", "-o", Feed, $"-p:Version={Version}").GetAwaiter().GetResult();
            Assert.True(outcome.ExitCode == 0, outcome.Output);
        }

        return Feed;
    }

    [GeneratedRegex("<Import Project=\"[^\"]*\" />")]
    private static partial Regex Imports();

    private static string NewFeed()
    {
        string feed = Directory.CreateTempSubdirectory("edi-feed-").FullName;
        File.SetUnixFileMode(feed, (UnixFileMode)0b111_101_101);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(feed, recursive: true);
        return feed;
    }

    private static string Pack(string project, string feed)
    {
        // Restored it is already, since this project refers to it; a second restore could meet that of another test project's builds.
        var start = new ProcessStartInfo(
            "dotnet", ["pack", Repository.PathOf(project), "--no-restore", "-c", "Release", "-o", feed, $"-p:Version={Version}", "-v:q"])
        {
            RedirectStandardOutput = true,
        };
        using var pack = Process.Start(start)!;
        string output = pack.StandardOutput.ReadToEnd();
        pack.WaitForExit();
        Assert.True(pack.ExitCode == 0, $"{project} could not be packed:\n{output}");
        return feed;
    }
}
