using Edi.Tasks.Definition;

namespace Edi.Tasks.Tests;

public sealed class NamedFilesTests : IDisposable
{
    private readonly TemporaryFolder _project = new();

    public NamedFilesTests()
    {
        _project.Write("keys/one.pub", "");
        _project.Write("settings.txt", "");
        _project.Write("obj/work/half.txt", "");
    }

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("cat settings.txt", "settings.txt")]
    [InlineData("cat \"PROJECT/settings.txt\" 'PROJECT/keys/one.pub'", "keys/one.pub", "settings.txt")]
    [InlineData("cp keys/one.pub x; cp ./keys/../keys/one.pub y", "keys/one.pub")]
    [InlineData("tar -C PROJECT/keys/ .", "keys")]
    [InlineData("--key=settings.txt", "settings.txt")]
    [InlineData("--key settings.txt.", "settings.txt")]
    [InlineData("# the keys are in keys")]
    [InlineData("cd PROJECT && ls . .. /")]
    [InlineData("cat obj/work/half.txt none.txt /etc/passwd ../settings.txt")]
    [InlineData("")]
    public void What_is_there_and_named_is_found(string text, params string[] names) => Assert.Equal(
        names,
        NamedFiles.In(text.Replace("PROJECT", _project.Path, StringComparison.Ordinal), _project.Path, _project.At("obj/work")).Select(found => found.Name));
}
