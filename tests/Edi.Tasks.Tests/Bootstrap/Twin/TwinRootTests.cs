using System.Text;
using System.Text.RegularExpressions;
using Edi.Tasks.Bootstrap.Twin;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

public sealed partial class TwinRootTests : IDisposable
{
    private const string Loader = "/lib64/ld-linux.so.2";

    private static readonly string s_native = DebianArchitecture.Host.Multiarch;
    private static readonly DebianArchitecture s_target = DebianArchitecture.All.First(architecture => architecture.Name != DebianArchitecture.Host.Name);

    private readonly TemporaryFolder _folder = new();

    public TwinRootTests() => _folder.CreateFolder("root/usr");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/usr/lib/{0}", "/run/edi/lib")]
    [InlineData("/lib/{0}", "/run/edi/lib")]
    [InlineData("/usr/lib/{0}/gconv/a.so", "/run/edi/lib/gconv/a.so")]
    [InlineData("/lib/{0}:/usr/lib/{0}", "/run/edi/lib:/run/edi/lib")]
    [InlineData("/usr/lib/none-linux-gnu", "/usr/lib/none-linux-gnu")]
    [InlineData("{0}", "{0}")]
    public void Libraries_are_looked_for_in_the_mounted_twin_and_no_text_changes_its_place(string text, string moved)
    {
        string[] before = ["first", Native(text), "last"];
        string file = _folder.Write("root/usr/lib/deep/library.so", Elf.Library(before));
        Root().MoveLibraries();
        string[] after = Texts(file)[^4..^1];
        Assert.Equal(before.Select(word => word.Length), after.Select(word => word.Length));
        Assert.Equal(["first", Native(moved), "last"], after.Select(word => Slashes().Replace(word, "/")));
    }

    [Fact]
    public void A_script_keeps_the_libraries_that_it_names()
    {
        string file = _folder.Write("root/usr/bin/script", $"#!/bin/sh\nls /usr/lib/{s_native}\n");
        Root().MoveLibraries();
        Assert.Equal($"#!/bin/sh\nls /usr/lib/{s_native}\n", File.ReadAllText(file));
    }

    [Fact]
    public void A_link_out_of_the_root_is_not_followed()
    {
        byte[] outside = Elf.Library($"/usr/lib/{s_native}");
        string file = _folder.Write("outside/library.so", outside);
        File.CreateSymbolicLink(_folder.At("root/usr/library.so"), file);
        Directory.CreateSymbolicLink(_folder.At("root/usr/folder"), _folder.At("outside"));
        Root().MoveLibraries();
        Assert.Equal(outside, File.ReadAllBytes(file));
    }

    [Fact]
    public void Modules_among_the_libraries_move_to_a_folder_of_their_own_and_leave_a_link()
    {
        _folder.Write($"root/usr/lib/{s_native}/perl/5.40/a.so", "a");
        _folder.Write($"root/usr/lib/{s_native}/perl-base/b.so", "b");
        MoveModules("/usr/lib/{target}/perl");
        Assert.Equal("a", File.ReadAllText(_folder.At("modules/perl/5.40/a.so")));
        Assert.Equal("/run/edi/state/modules/perl", new FileInfo(_folder.At($"root/usr/lib/{s_native}/perl")).LinkTarget);
        Assert.Equal("b", File.ReadAllText(_folder.At($"root/usr/lib/{s_native}/perl-base/b.so")));
    }

    [Fact]
    public void Modules_elsewhere_stay()
    {
        _folder.Write("root/usr/lib/python3/a.so", "a");
        _folder.Write($"root/usr/local/lib/{s_native}/perl/b.so", "b");
        _folder.Write($"root/usr/lib/{s_native}/perl/c.so", "c");
        MoveModules("/usr/lib/python3", "/usr/local/lib/{target}/perl");
        Assert.Equal("a", File.ReadAllText(_folder.At("root/usr/lib/python3/a.so")));
        Assert.Equal("b", File.ReadAllText(_folder.At($"root/usr/local/lib/{s_native}/perl/b.so")));
        Assert.Equal("c", File.ReadAllText(_folder.At($"root/usr/lib/{s_native}/perl/c.so")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.At("modules")));
    }

    [Fact]
    public void A_folder_of_modules_that_the_root_lacks_leaves_no_link()
    {
        _folder.CreateFolder($"root/usr/lib/{s_native}");
        MoveModules("/usr/lib/{target}/perl5");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.At($"root/usr/lib/{s_native}")));
    }

    [Fact]
    public void A_folder_that_two_packages_name_moves_once()
    {
        _folder.Write($"root/usr/lib/{s_native}/perl/a.so", "a");
        MoveModules("/usr/lib/{target}/perl", "/usr/lib/{target}/perl");
        Assert.Equal("a", File.ReadAllText(_folder.At("modules/perl/a.so")));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("nothing\n", "nothing\n")]
    [InlineData("{0}", "{1}")]
    [InlineData("arch='{0}-thread'\r\npath=/usr/lib/{0}/perl", "arch='{1}-thread'\r\npath=/usr/lib/{1}/perl")]
    public void A_text_that_tells_the_architecture_tells_the_targets(string before, string after)
    {
        string file = _folder.Write($"root/usr/lib/{s_native}/perl/5.40/Config.pm", Native(before));
        TranslateTexts("/usr/lib/{native}/perl/*/Config*", $"./usr/lib/{s_native}/perl/5.40/Config.pm");
        Assert.Equal(Native(after), File.ReadAllText(file));
    }

    [Fact]
    public void A_text_that_is_not_named_or_that_no_package_has_stays()
    {
        string other = _folder.Write("root/usr/lib/Other.pm", s_native);
        string stray = _folder.Write("root/usr/lib/Config.pm", s_native);
        TranslateTexts("/usr/lib/Config*", "./usr/lib/Other.pm");
        Assert.Equal([s_native, s_native], new[] { other, stray }.Select(File.ReadAllText));
    }

    [Fact]
    public void A_text_that_was_not_unpacked_is_passed_over()
    {
        string there = _folder.Write("root/usr/share/doc/Config.there", s_native);
        TranslateTexts("/usr/share/doc/Config*", "./usr/share/doc/Config.gone", "./usr/share/doc/Config.there");
        Assert.Equal(s_target.Multiarch, File.ReadAllText(there));
    }

    [Fact]
    public void Programs_that_may_run_natively_name_the_mounted_loader()
    {
        string file = WriteProgram("usr/bin/tool", Elf.WithInterpreter(Loader, "text"));
        Assert.Equal(["/usr/bin/tool"], ProgramsOf("./usr/bin/tool"));
        Assert.Equal("/run/edi/ld.so", ElfFile.Read(file)!.Interpreter);
        Assert.Equal(Elf.WithInterpreter("/run/edi/ld.so".PadRight(Loader.Length, '\0'), "text"), File.ReadAllBytes(file));
    }

    [Fact]
    public void All_names_of_a_program_may_run_natively()
    {
        WriteProgram("usr/bin/bzip2", Elf.WithInterpreter(Loader));
        using var link = System.Diagnostics.Process.Start("ln", [_folder.At("root/usr/bin/bzip2"), _folder.At("root/usr/bin/bunzip2")]);
        link.WaitForExit();
        Assert.Equal(["/usr/bin/bunzip2", "/usr/bin/bzip2"], ProgramsOf("./usr/bin/bzip2", "./usr/bin/bunzip2"));
    }

    [Fact]
    public void What_is_no_program_with_that_loader_is_not_among_them_and_stays_as_it_is()
    {
        byte[] other = Elf.WithInterpreter("/lib/ld-other.so.1");
        string otherFile = WriteProgram("usr/bin/other", other);
        WriteProgram("usr/bin/static", Elf.Program(62, [], 1));
        WriteProgram("usr/bin/script", Encoding.ASCII.GetBytes($"#!{Loader}\n"));
        WriteProgram("usr/bin/empty", []);
        WriteProgram("usr/bin/cut", Elf.WithInterpreter(Loader)[..^5]);
        WriteProgram("usr/bin/of-another-package", Elf.WithInterpreter(Loader));
        string library = _folder.Write("root/usr/lib/library.so", Elf.WithInterpreter(Loader));
        string target = WriteProgram("target", Elf.WithInterpreter(Loader));
        File.CreateSymbolicLink(_folder.At("root/usr/bin/link"), target);
        Assert.Empty(ProgramsOf(
            "./usr/bin/", "./usr/bin/other", "./usr/bin/static", "./usr/bin/script", "./usr/bin/empty", "./usr/bin/cut",
            "./usr/bin/link", "./usr/bin/dangling", "./usr/lib/library.so",
            "another 1", "./usr/bin/of-another-package"));
        Assert.Equal(other, File.ReadAllBytes(otherFile));
        Assert.All([library, target], file => Assert.Equal(Loader, ElfFile.Read(file)!.Interpreter));
    }

    [Fact]
    public void An_excepted_program_keeps_its_loader()
    {
        string file = WriteProgram("usr/bin/tool", Elf.WithInterpreter(Loader));
        Assert.Empty(Root("tools 1", "./usr/bin/tool").ProgramsOf(Twinned.Package("tools") with { Except = ["/usr/bin/tool"] }, Loader));
        Assert.Equal(Loader, ElfFile.Read(file)!.Interpreter);
    }

    [Fact]
    public void The_loader_is_the_one_that_programs_name_and_its_copy_preloads_the_shim()
    {
        string original = _folder.Write($"root/usr/lib/{s_native}/ld-linux.so.2", Elf.Library("a", "/etc/ld.so.preload", "b"));
        WriteProgram("usr/bin/dash", Elf.WithInterpreter(Loader));
        Assert.Equal(Loader, Root().CopyLoader(_folder.At("ld.so")));
        Assert.Equal(Elf.Library("a", "/run/edi/preload".PadRight("/etc/ld.so.preload".Length, '\0'), "b"), File.ReadAllBytes(_folder.At("ld.so")));
        Assert.Equal(Elf.Library("a", "/etc/ld.so.preload", "b"), File.ReadAllBytes(original));
    }

    [Fact]
    public void A_loader_that_preloads_nothing_makes_no_twin()
    {
        _folder.Write($"root/usr/lib/{s_native}/ld-linux.so.2", Elf.Library("/etc/ld.so.cache"));
        WriteProgram("usr/bin/dash", Elf.WithInterpreter(Loader));
        Assert.Equal([EdiCodes.TwinNotMade], Refused().Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void Programs_without_a_loader_make_no_twin()
    {
        WriteProgram("usr/bin/dash", Elf.Program(62, [], 1));
        Assert.Equal([EdiCodes.TwinNotMade], Refused().Problems.Select(problem => problem.Code));
        WriteProgram("usr/bin/dash", Encoding.ASCII.GetBytes("#!/bin/sh\n"));
        Assert.Equal([EdiCodes.TwinNotMade], Refused().Problems.Select(problem => problem.Code));
    }

    private static string Native(string text) =>
        text.Replace("{0}", s_native, StringComparison.Ordinal).Replace("{1}", s_target.Multiarch, StringComparison.Ordinal);

    private static string[] Texts(string file) => Encoding.Latin1.GetString(File.ReadAllBytes(file)).Split('\0');

    private string WriteProgram(string relative, byte[] content)
    {
        string file = _folder.Write("root/" + relative, content);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }

    private TwinRoot Root(params string[] index) => new(_folder.At("root"), TwinContent.Parse(index), s_target, CancellationToken.None);

    private void MoveModules(params string[] folders) => Root().MoveModules(
        [.. folders.Select(folder => Twinned.Package("perl-base") with { Modules = [new(folder, null, Own: false)] })],
        _folder.At("modules"));

    private void TranslateTexts(string pattern, params string[] files) =>
        Root(["perl 1", .. files]).TranslateTexts(Twinned.Package("perl-base") with { Texts = [pattern] });

    private string[] ProgramsOf(params string[] files) => [.. Root(["tools 1", .. files]).ProgramsOf(Twinned.Package("tools"), Loader)];

    private EdiException Refused() => Assert.Throws<EdiException>(() => Root().CopyLoader(_folder.At("ld.so")));

    [GeneratedRegex("/+")]
    private static partial Regex Slashes();
}
