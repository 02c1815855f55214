using Edi.Tasks.Incremental;
using Edi.Tasks.Names;

namespace Edi.Tasks.Tests;

/// <summary>What was right is looked through again when something of it is another.</summary>
public sealed class CheckedNamesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_was_checked_before_the_first_time() => Assert.False(new CheckedNames(_folder.At("names.txt")).AreStill(""));

    [Fact]
    public void What_is_as_it_was_holds()
    {
        Keep("spoken");
        Assert.True(new CheckedNames(_folder.At("names.txt")).AreStill("spoken"));
    }

    [Theory]
    [InlineData("a.ediproj")] // It is there.
    [InlineData("Directory.Build.props")] // It appears.
    public void A_file_that_is_written_or_appears_is_looked_through(string file)
    {
        Keep("spoken");
        _folder.Write(file, "<Project />");
        Assert.False(new CheckedNames(_folder.At("names.txt")).AreStill("spoken"));
    }

    [Fact]
    public void A_file_that_is_gone_counts()
    {
        Keep("spoken");
        File.Delete(_folder.At("a.ediproj"));
        Assert.False(new CheckedNames(_folder.At("names.txt")).AreStill("spoken"));
    }

    [Fact]
    public void Other_properties_on_the_command_line_count()
    {
        Keep("spoken");
        Assert.False(new CheckedNames(_folder.At("names.txt")).AreStill("spoken EdiSiute"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("spoken\nx")] // Cut off when the power was lost.
    public void A_file_that_is_broken_holds_nothing(string content) =>
        Assert.False(new CheckedNames(_folder.Write("names.txt", content)).AreStill("spoken"));

    private void Keep(string spoken)
    {
        _folder.Write("a.ediproj", "<Project></Project>");
        string[] files = [_folder.At("a.ediproj"), _folder.At("Directory.Build.props")];
        new CheckedNames(_folder.At("names.txt")).Keep(spoken, files.Select(file => (file, FileIdentity.StateOf(file, isFollowed: true))));
    }
}
