using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests;

/// <summary>What the packages say of themselves and bring along; <see cref="ReadmeTests"/> looks into all that the README's command packs.</summary>
public sealed class PackageTests
{
    public static TheoryData<string> Packages => ["Edi.Sdk", "Edi.Testing", "Edi.Templates"];

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_has_its_papers(string id)
    {
        SdkPackage.AddTesting();
        string feed = id == "Edi.Templates" ? Path.GetDirectoryName(SdkPackage.Templates)! : SdkPackage.Feed;
        using var package = PackedPackage.Open(Path.Combine(feed, $"{id}.{SdkPackage.Version}.nupkg"));
        PackageRules.AssertPapers(package);
        PackageRules.AssertNotices(package);
    }
}
