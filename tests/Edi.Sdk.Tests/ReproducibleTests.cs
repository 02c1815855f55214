using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests;

/// <summary>With SOURCE_DATE_EPOCH set, equal inputs give equal images, to the bit.</summary>
public sealed class ReproducibleTests
{
    private const string Epoch = "SOURCE_DATE_EPOCH=1790000000";

    [Fact]
    public async Task Another_folder_user_time_zone_and_locale_give_the_same_image()
    {
        // For those who cannot make another user, the other folder, zone and locale remain.
        using var user = Environment.UserName == "root" ? OrdinaryUser.Create() : null;
        using var one = new TestProject { Variables = [Epoch, "TZ=UTC", "LC_ALL=C.UTF-8"] };
        using var other = new TestProject(user) { Variables = [Epoch, "TZ=Asia/Tokyo", "LC_ALL=tr_TR.UTF-8"] };
        Assert.Equal(await BuildAsync(one), await BuildAsync(other));
    }

    private static async Task<string> BuildAsync(TestProject project)
    {
        // Each makes its own root file system.
        (await project.BuildAsync("-p:EdiBootstrapCache=false")).Succeeded();
        return await project.DigestOfAsync("bin/Debug/small.img");
    }
}
