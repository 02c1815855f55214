using Edi.Tasks.Definition;

namespace Edi.Tasks.Tests;

public sealed class NamedFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _project;

    public NamedFilesTests()
    {
        _project = _folder.CreateFolder("my images");
        foreach (string file in new[] { "keys/one.pub", "settings.txt", "obj/work/half.txt", "bin/old.img", "plugins/commands/run.sh", "scripts/run.sh" })
        {
            _folder.Write($"my images/{file}", "");
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cat settings.txt", "settings.txt")]
    [InlineData("cat \"PROJECT/settings.txt\" 'PROJECT/keys/one.pub'", "keys/one.pub", "settings.txt")]
    [InlineData("cp keys/one.pub x; cp ./keys/../keys/one.pub y", "keys/one.pub")]
    [InlineData("tar -C PROJECT/keys/ .", "keys")]
    [InlineData("--key=settings.txt", "settings.txt")]
    [InlineData("--key settings.txt.", "settings.txt")]
    [InlineData("tar -C keys -cf x .", "keys")]
    [InlineData("tar -C 'PROJECT'/keys -cf x .; cat \"PROJECT\"/settings.txt", "keys", "settings.txt")]
    [InlineData("INPUT=PROJECT/settings.txt -IPROJECT/keys", "keys", "settings.txt")]
    [InlineData("#!/bin/sh\nls obj bin plugins PROJECT/obj PROJECT/bin/ obj/")]
    [InlineData("sh scripts/run.sh")]
    [InlineData("cd PROJECT && ls . .. /")]
    [InlineData("cat obj/work/half.txt none.txt /etc/passwd ../settings.txt")]
    [InlineData("")]
    public void What_is_there_and_named_is_found(string text, params string[] names) => Assert.Equal(
        names,
        NamedFiles.In(
            text.Replace("PROJECT", _project, StringComparison.Ordinal),
            _project,
            new InputPlaces(_project, "/none", [Path.Combine(_project, "obj/work")]),
            Path.Combine(_project, "scripts")).Select(found => found.Name));
}
