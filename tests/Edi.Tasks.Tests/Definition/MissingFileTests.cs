using Edi.Tasks.Definition;

namespace Edi.Tasks.Tests;

public sealed class MissingFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("playbooks/debian/machin/main.yml", "playbooks/debian/machine/main.yml")]
    [InlineData("playbook/debian/machine/main.yml", "playbooks/debian/machine/main.yml")]
    [InlineData("playbooks/debian/machine/mian.yml", "playbooks/debian/machine/main.yml")]
    [InlineData("../work/playbooks/debian/machin", "../work/playbooks/debian/machine")]
    public void The_nearest_path_is_told_where_one_name_of_it_is_misspelt(string path, string meant)
    {
        _folder.Write("work/playbooks/debian/machine/main.yml", "");
        string found = Path.GetFullPath(path, _folder.At("work"));
        Assert.Equal($"The file does not exist. Did you mean '{meant}'? Looked for: /none, {found}.", MissingFile.Explain("The file", path, ["/none", found]));
    }

    [Theory]
    [InlineData("playbook/debain/machine/main.yml")]
    [InlineData("other/main.yml")]
    [InlineData("playbooks/")]
    public void What_is_like_nothing_has_no_nearest_path(string path)
    {
        _folder.Write("playbooks/debian/machine/main.yml", "");
        Assert.Equal($"The file does not exist. Looked for: {_folder.At(path)}x.", MissingFile.Explain("The file", path, [_folder.At(path) + "x"]));
    }

    [Fact]
    public void A_rooted_path_has_a_nearest_one_too()
    {
        string file = _folder.Write("work/main.yml", ""), misspelt = _folder.At("work/mian.yml");
        Assert.Equal($"The file does not exist. Did you mean '{file}'? Looked for: {misspelt}.", MissingFile.Explain("The file", misspelt, [misspelt]));
    }

    [Fact]
    public void What_is_there_and_no_file_is_told_as_what_it_is()
    {
        string folder = _folder.CreateFolder("folder"), link = _folder.At("link");
        File.CreateSymbolicLink(link, "none.sh");
        Assert.Equal($"The file is the folder {folder}. Name the file in it.", MissingFile.Explain("The file", "folder", ["/none", folder]));
        Assert.Equal($"The file is a link, {link}, to none.sh, where nothing is. Mend the link, or put the file in its place.", MissingFile.Explain("The file", "link", [link]));
        Assert.Equal("The file is a device or a pipe, /dev/null, and no file.", MissingFile.Explain("The file", "null", ["/dev/null"]));
    }
}
