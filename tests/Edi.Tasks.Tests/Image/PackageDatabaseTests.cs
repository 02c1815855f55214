using Edi.Tasks.Image;

namespace Edi.Tasks.Tests;

public sealed class PackageDatabaseTests
{
    [Fact]
    public void Packages_are_sorted_by_name_without_their_state() =>
        Assert.Equal(
            "apt\t2.9.8\tarm64\tapt (2.9.8)\nbash\t5.2.37-2\tarm64\tbash (5.2.37-2)\n",
            PackageDatabase.Select("ii \tbash\t5.2.37-2\tarm64\tbash (5.2.37-2)\nii \tapt\t2.9.8\tarm64\tapt (2.9.8)\n"));

    [Theory]
    [InlineData("rc ")] // Removed; its configuration is there.
    [InlineData("un ")]
    [InlineData("pn ")]
    [InlineData("iU ")] // Unpacked only.
    [InlineData("iF ")]
    [InlineData("iHR")]
    public void What_is_not_installed_is_left_out(string state) =>
        Assert.Equal("", PackageDatabase.Select($"{state}\tbash\t1\tarm64\tbash (1)\n"));

    [Fact]
    public void A_package_on_hold_is_installed() =>
        Assert.Equal("bash\t1\tarm64\tbash (1)\n", PackageDatabase.Select("hi \tbash\t1\tarm64\tbash (1)\n"));

    [Fact]
    public void No_packages_make_an_empty_manifest() => Assert.Equal("", PackageDatabase.Select(""));
}
