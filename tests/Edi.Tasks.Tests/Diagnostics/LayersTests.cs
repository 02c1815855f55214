using System.Text.RegularExpressions;

namespace Edi.Tasks.Tests;

/// <summary>What steps hand each other are files: no step's folder uses the types of another one.</summary>
public sealed class LayersTests
{
    // What all may use, and what uses nothing else.
    private static readonly string[] s_shared = ["Ansible", "Cache", "Compatibility", "Definition", "Diagnostics", "Engines", "Incremental", "Processes", "Sandbox", "Terminal"];

    // A check boots what a run boots.
    private static readonly (string User, string Used)[] s_exceptions = [("Verify", "Machine")];

    private static readonly string[] s_folders =
        [.. Directory.GetDirectories(Repository.PathOf("src/Edi.Tasks")).Select(folder => Path.GetFileName(folder)!).Where(name => char.IsUpper(name[0]))];

    public static TheoryData<string> Folders => [.. s_folders];

    [Fact]
    public void The_shared_folders_are_there() => Assert.Empty(s_shared.Except(s_folders));

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_uses_no_step_but_its_own(string folder)
    {
        string text = string.Concat(Sources(folder).Select(File.ReadAllText));
        Assert.DoesNotContain(s_folders.Except(s_shared), other => other != folder && !s_exceptions.Contains((folder, other)) && Uses(text, other));
    }

    private static bool Uses(string text, string folder) =>
        Regex.IsMatch(text, $@"using Edi\.Tasks\.{folder}[.;]")
        || Sources(folder).Select(Path.GetFileNameWithoutExtension).Any(type => Regex.IsMatch(text, $@"(?<![\w.]){folder}\.{type}\b"));

    private static string[] Sources(string folder) =>
        Directory.GetFiles(Repository.PathOf($"src/Edi.Tasks/{folder}"), "*.cs", SearchOption.AllDirectories);
}
