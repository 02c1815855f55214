using Edi.Tasks.Definition;

namespace Edi.Tasks.Tests;

public sealed class EditDistanceTests
{
    private static readonly string[] s_known = ["suite", "architecture", "additional_packages", "uri", "path"];

    [Theory]
    [InlineData("siute", "suite")] // Two letters changed places: that counts once.
    [InlineData("stuei", null)]
    [InlineData("suit", "suite")]
    [InlineData("Suite", "suite")]
    [InlineData("suites", "suite")]
    [InlineData("architecure", "architecture")]
    [InlineData("arhcitecture", "architecture")]
    [InlineData("additional-packages", "additional_packages")]
    [InlineData("pat", "path")]
    [InlineData("url", "uri")]
    [InlineData("uri", "uri")]
    public void The_nearest_word_differs_in_a_third_of_its_letters_or_fewer(string word, string? nearest) =>
        Assert.Equal(nearest, EditDistance.Nearest(word, s_known));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("completely_different")]
    public void A_word_that_is_like_no_other_has_none(string word) => Assert.Null(EditDistance.Nearest(word, s_known));

    [Fact]
    public void Of_equally_near_words_the_first_by_alphabet_is_taken() =>
        Assert.Equal("bat", EditDistance.Nearest("xat", ["cat", "bat"]));

    [Fact]
    public void Without_words_there_is_none() => Assert.Null(EditDistance.Nearest("word", []));

    [Fact]
    public void Several_words_may_be_equally_near()
    {
        Assert.Equal(["libfoo1", "libfoo3"], EditDistance.NearestOf("libfoo2", ["libfoo3", "libfoo1", "libfoo31", "bash"]));
        Assert.Empty(EditDistance.NearestOf("python", ["bash"]));
    }
}
