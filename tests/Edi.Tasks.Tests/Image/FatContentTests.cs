using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Image;

namespace Edi.Tasks.Tests;

/// <summary>What FAT cannot hold is told of each file, and all at once.</summary>
public sealed class FatContentTests
{
    [Theory]
    [InlineData("cmdline.txt")]
    [InlineData(".hidden")]
    [InlineData(" a b..c")]
    [InlineData("d[1]")]
    [InlineData("a+b,c=[d];e")]
    [InlineData("日本語の長い名前です.txt")]
    [InlineData("straße-lang.txt")]
    [InlineData("nul.txt")]
    [InlineData("com5")]
    [InlineData("auxiliary")]
    [InlineData("backup~")]
    [InlineData("a-long-name~1.text")]
    public void What_mtools_write_as_it_is_is_held(string name) => Assert.Null(FatNames.Problem(name));

    [Theory]
    [InlineData("a:b", "'a:b' has the character ':'")]
    [InlineData("a?", "'a?' has the character '?'")]
    [InlineData("a\nb", "'a?b' has a control character")]
    [InlineData("in\uFFFDvalid", "'in\uFFFDvalid' is not UTF-8")]
    [InlineData("😀.txt", "'😀.txt' has a character beyond U+FFFF, which mtools cannot write")]
    [InlineData("a.", "'a.' ends with a dot or a space")]
    [InlineData("aux", "'aux' is a device of DOS, which mtools refuses")]
    [InlineData("NUL", "'NUL' is a device of DOS, which mtools refuses")]
    [InlineData("lpt4", "'lpt4' is a device of DOS, which mtools refuses")]
    [InlineData("é.txt", "'é.txt' is a short name (8.3) with characters beyond ASCII, which mtools would change")]
    [InlineData("longfi~1.txt", "'longfi~1.txt' is like the short names that FAT makes of long ones")]
    public void What_they_would_refuse_or_change_is_told(string name, string problem) => Assert.Equal(problem, FatNames.Problem($"/folder/{name}"));

    [Fact]
    public void A_name_has_at_most_255_units_of_utf16()
    {
        Assert.Null(FatNames.Problem(new string('ü', 255)));
        Assert.Contains("more than 255", FatNames.Problem(new string('a', 256))!, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_file_is_named_whose_kind_size_or_name_is_none_of_fat() =>
        Assert.Equal(
            [
                "'EFI/aux' is a device of DOS, which mtools refuses",
                "'fifo' is a named pipe",
                "'large' has 4 GiB, and a file has less than 4 GiB",
                "'link' is a link",
                "'null' is a device",
                "'socket' is a socket",
                "'two?d 0 lines' has a control character",
                "'A' and 'a' differ only in the case of letters",
            ],
            FatContent.Parse(
                "d 0 EFI\0f 1 EFI/aux\0l 9 link\0p 0 fifo\0s 0 socket\0c 0 null\0f 4294967296 large\0f 4294967295 most\0f 0 two\nd 0 lines\0f 1 a\0f 1 A\0\n").Problems);

    [Fact]
    public void What_a_file_system_lacks_is_found() =>
        Assert.Equal(["big"], FatContent.Parse("d 0 EFI\0f 1 EFI/Loader\0f 1 big\0").MissingIn(["EFI", "EFI/LOADER"]));
}
