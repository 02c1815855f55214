using System.Text;
using Edi.Tasks.Bootstrap.Twin;

namespace Edi.Tasks.Tests;

/// <summary>A '|' stands for a null character.</summary>
public sealed class EmbeddedWordTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a|amd64|b", "a|arm64|b", 1)]
    [InlineData("|amd64|", "|arm64|", 1)]
    [InlineData("|amd64|amd64|amd64|", "|arm64|arm64|arm64|", 3)] // Neighbours share a null character.
    [InlineData("|amd64||amd64|", "|arm64||arm64|", 2)]
    [InlineData("", "", 0)]
    [InlineData("|", "|", 0)]
    [InlineData("amd64|", "amd64|", 0)]
    [InlineData("|amd64", "|amd64", 0)]
    [InlineData("|amd64\n|", "|amd64\n|", 0)]
    [InlineData("|linux-amd64|", "|linux-amd64|", 0)]
    [InlineData("|amd64el|", "|amd64el|", 0)]
    [InlineData("|AMD64|", "|AMD64|", 0)]
    public void A_word_is_replaced_where_it_is_a_text_of_its_own(string before, string after, int count)
    {
        string file = Write(before);
        Assert.Equal(count, EmbeddedWord.Replace(file, "amd64", "arm64"));
        Assert.Equal(after, Read(file));
    }

    [Theory]
    [InlineData("for (amd64).|", "for (arm64).|", 1)]
    [InlineData("(amd64)", "(arm64)", 1)]
    [InlineData("(amd64)(amd64)|amd64|", "(arm64)(arm64)|arm64|", 3)]
    [InlineData("(amd64 )", "(amd64 )", 0)]
    [InlineData("[amd64]", "[amd64]", 0)]
    [InlineData("(amd64|", "(amd64|", 0)]
    public void A_word_in_parentheses_is_replaced_by_one_of_the_same_length(string before, string after, int count)
    {
        string file = Write(before);
        Assert.Equal(count, EmbeddedWord.Replace(file, "amd64", "arm64"));
        Assert.Equal(after, Read(file));
    }

    [Fact]
    public void A_shorter_word_is_followed_by_null_characters_and_never_put_into_parentheses()
    {
        string file = Write("|amd64|for (amd64)|");
        Assert.Equal(1, EmbeddedWord.Replace(file, "amd64", "x32"));
        Assert.Equal("|x32|||for (amd64)|", Read(file));
    }

    [Theory]
    [InlineData("|amd64|")]
    [InlineData("|mips|")]
    [InlineData("")]
    public void A_longer_word_is_refused_and_the_file_stays_as_it_is(string content)
    {
        string file = Write(content);
        Assert.Throws<ArgumentException>(() => EmbeddedWord.Replace(file, "amd64", "riscv64"));
        Assert.Equal(content, Read(file));
    }

    [Fact]
    public void A_file_without_the_word_is_not_written()
    {
        string file = Write("|arm64|");
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        EmbeddedWord.Replace(file, "amd64", "i386");
        EmbeddedWord.ReplaceFolders(file, ("/usr/lib", "/run/edi"));
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(file));
    }

    [Theory]
    [InlineData("|/usr/lib/x|", "|/run/edi/x|")]
    [InlineData("/usr/lib", "/run/edi")]
    [InlineData("|/usr/lib:/usr/lib:/usr/lib|", "|/run/edi:/run/edi:/run/edi|")]
    [InlineData("|/usr/lib/gconv/a.so|", "|/run/edi/gconv/a.so|")] // Elsewhere, /gconv/a.so may be the end of this text.
    [InlineData("|/usr/li|b", "|/usr/li|b")]
    [InlineData("|/USR/LIB|", "|/USR/LIB|")]
    [InlineData("|/opt/usr/lib/x|", "|/opt/usr/lib/x|")]
    [InlineData("|/usr/lib32/x|", "|/usr/lib32/x|")]
    [InlineData("", "")]
    public void The_beginning_of_a_path_is_replaced_and_what_follows_stays_in_place(string before, string after)
    {
        string file = Write(before);
        EmbeddedWord.ReplaceFolders(file, ("/usr/lib", "/run/edi"));
        Assert.Equal(after, Read(file));
    }

    [Fact]
    public void Folders_are_replaced_in_their_order()
    {
        string file = Write("|/usr/lib/x|/lib/x|");
        EmbeddedWord.ReplaceFolders(file, ("/usr/lib", "/run/edi"), ("/lib", "/edi"));
        Assert.Equal("|/run/edi/x|/edi/x|", Read(file));
    }

    [Fact]
    public void A_folder_for_which_there_is_no_room_is_refused()
    {
        string file = Write("|/usr/lib/x|");
        Assert.Throws<ArgumentException>(() => EmbeddedWord.ReplaceFolders(file, ("/usr/lib", "/run/edi"), ("/lib", "/run/edi")));
        Assert.Equal("|/usr/lib/x|", Read(file));
    }

    [Theory]
    [InlineData(0, 4, "AB", "AB||efgh")]
    [InlineData(2, 3, "ABC", "abABCfgh")]
    [InlineData(4, 4, "", "abcd||||")]
    public void A_text_at_a_place_takes_the_whole_length_and_nothing_else(long offset, int length, string text, string after)
    {
        string file = Write("abcdefgh");
        EmbeddedWord.Replace(file, offset, length, text);
        Assert.Equal(after, Read(file));
    }

    [Fact]
    public void A_text_at_a_place_that_is_too_long_is_refused()
    {
        string file = Write("abcdefgh");
        Assert.Throws<ArgumentException>(() => EmbeddedWord.Replace(file, 0, 3, "ABCD"));
        Assert.Equal("abcdefgh", Read(file));
    }

    [Fact]
    public void Bytes_that_are_no_text_stay_as_they_are()
    {
        string file = _folder.Write("program", [0xff, 0xfe, 0, .. "amd64"u8, 0, 0x80, 0xc3]);
        EmbeddedWord.Replace(file, "amd64", "arm64");
        Assert.Equal([0xff, 0xfe, 0, .. "arm64"u8, 0, 0x80, 0xc3], File.ReadAllBytes(file));
    }

    private string Write(string content) => _folder.Write("program", Encoding.ASCII.GetBytes(content.Replace('|', '\0')));

    private static string Read(string file) => File.ReadAllText(file, Encoding.ASCII).Replace('\0', '|');
}
