using Edi.Tasks.Application;

namespace Edi.Tasks.Tests;

public sealed class FrameworkVersionsTests
{
    [Theory]
    [InlineData("", "9.*")]
    [InlineData("Minor", "9.*")]
    [InlineData("LatestPatch", "9.0.*")]
    [InlineData("Disable", "9.0.*")]
    public void An_application_stays_with_its_major_version(string rollForward, string accepted) => Assert.Equal([accepted], FrameworkVersions.Accepted("9.0", rollForward));

    [Theory]
    [InlineData("Major")]
    [InlineData("latestMajor")]
    public void It_may_take_later_ones_and_no_earlier_one(string rollForward)
    {
        var accepted = FrameworkVersions.Accepted("9.0", rollForward).ToList();
        Assert.Equal(["9.*", "10.*"], accepted[..2]);
        Assert.DoesNotContain("8.*", accepted);
    }
}
