using System.Text.RegularExpressions;
using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>
/// An ordinary user follows the README after its first two commands, with which <see cref="ColdWalkTests"/> begins: to the packages, and to two
/// images of their own. What is on the screen on the way is left in artifacts/readme, as text.
/// </summary>
public sealed partial class ReadmeTests
{
    private readonly DocumentationPage _readme = new("README.md");

    [LongFact]
    public async Task From_a_feed_of_packages_to_images_and_an_empty_cache()
    {
        Assert.SkipUnless(HostCopy.IsPossible, HostCopy.Reason);
        await using var machine = await NewMachine.StartAsync(Repository.PathOf("artifacts/readme"));
        await machine.RunAsync("cd edi-sdk");
        await machine.RunAsync(_readme.Commands[2]);
        AssertPapersOfAll(machine.PathOf("edi-feed"));

        await machine.RunAsync("mkdir -p ~/images/my-image && cd ~/images");
        foreach (var (file, content) in _readme.Files)
        {
            await File.WriteAllTextAsync(machine.PathOf($"images/{file}"), content, TestContext.Current.CancellationToken);
        }

        foreach (string command in _readme.Commands.Skip(3))
        {
            await machine.RunAsync(command);
        }

        Assert.True(File.Exists(machine.PathOf("images/product/bin/Debug/product.img")));
        Assert.True(File.Exists(machine.PathOf("images/my-image/bin/Debug/my-image.img")));

        // The sentence about the cache.
        string clean = EmptyCache().Match(_readme.Text).Groups[1].Value;
        Assert.Matches(@"EdiCleanCache: [0-9.]+ GiB removed from /home/ada/\.cache/edi: layers ", (await machine.RunAsync($"cd product && {clean}")).Replace("\n", "", StringComparison.Ordinal));
        Assert.Equal([], Directory.GetFileSystemEntries(machine.PathOf(".cache/edi")).Where(entry => !entry.EndsWith("lock", StringComparison.Ordinal)).SelectMany(Directory.GetFileSystemEntries));
    }

    private static void AssertPapersOfAll(string feed)
    {
        string[] files = Directory.GetFiles(feed);
        Assert.Equal(
            ["Edi.Board.GenericEfi.0.1.0.nupkg", "Edi.Board.RaspberryPi3.0.1.0.nupkg", "Edi.Sdk.0.1.0.nupkg", "Edi.Templates.0.1.0.nupkg", "Edi.Testing.0.1.0.nupkg"],
            files.Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));
        Assert.All(files, file =>
        {
            using var package = PackedPackage.Open(file);
            PackageRules.AssertPapers(package);
            PackageRules.AssertNotices(package);
        });
    }

    [GeneratedRegex("`(dotnet build -t:EdiCleanCache)`")]
    private static partial Regex EmptyCache();
}
