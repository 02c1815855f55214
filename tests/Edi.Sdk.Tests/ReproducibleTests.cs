using System.Security.Cryptography;
using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests;

/// <summary>With SOURCE_DATE_EPOCH set, equal inputs give equal images, to the bit.</summary>
public sealed class ReproducibleTests
{
    [Fact]
    public async Task Another_folder_user_time_zone_and_locale_give_the_same_image()
    {
        // For those who cannot make another user, the other folder, zone and locale remain.
        using var user = Environment.UserName == "root" ? OrdinaryUser.Create() : null;
        using var one = new TestProject();
        using var other = new TestProject(user);
        Assert.Equal(
            await BuildAsync(one, "TZ=UTC", "LC_ALL=C.UTF-8"),
            await BuildAsync(other, "TZ=Asia/Tokyo", "LC_ALL=tr_TR.UTF-8", "umask=077"));
    }

    private static async Task<string> BuildAsync(TestProject project, params string[] environment)
    {
        // Each makes its own root file system.
        string[] build = ["dotnet", "build", "small.ediproj", "-tl:off", $"-p:EdiCacheDirectory={project.Cache}", "-p:EdiBootstrapCache=false"];
        (await project.RunAsync(["env", "SOURCE_DATE_EPOCH=1790000000", .. environment, "sh", "-c", "umask ${umask:-022}; exec \"$@\"", "sh", .. build])).Succeeded();
        await using var image = File.OpenRead(project.PathOf("bin/Debug/small.img"));
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(image, TestContext.Current.CancellationToken));
    }
}
