using Edi.Tasks.Bootstrap.Twin;

namespace Edi.Tasks.Tests;

public sealed class TwinTableTests
{
    private static readonly TwinContent s_content = TwinContent.Parse(
    [
        "dash 0.5.12-12", "./usr/bin/dash",
        "perl-base 5.40.1-6", "./usr/bin/perl",
        "perl 5.40.1-6+b2",
        "perl-modules-5.40 5.40.1-6",
        "libperl5.40 5.40.1-6", "./usr/lib/native-linux/perl/5.40.1/", "./usr/lib/native-linux/perl/5.40.1/Config.pm",
        "liblocale-gettext-perl 1.07-7+b1", "./usr/lib/native-linux/perl5/", "./usr/lib/native-linux/perl5/auto/", "./usr/lib/native-linux/perl5/auto/gettext.so",
        "python3.12-minimal 3.12.1-1", "./usr/bin/python3.12",
        "python3.13-minimal 3.13.5-2", "./usr/bin/python3.13",
        "libpython3.13-stdlib 3.13.5-2", "./usr/lib/python3.13/lib-dynload/_ssl.so", "./usr/lib/python3.13/_data_native-linux.py",
        "python3-apt 3.0.0", "./usr/lib/python3/dist-packages/apt_pkg.so", "./usr/lib/python3/dist-packages/apt.py",
    ]);

    private static readonly TwinnedPackage s_python = Twinned.Package("python3.*-minimal") with
    {
        Modules =
        [
            new("/usr/lib/python3", ".so", Own: false),
            new("/usr/lib/python3.*/lib-dynload", ".so", Own: false),
            new("/usr/lib/python3.*", "_data_{target}.py", Own: true),
        ],
    };

    private static readonly TwinnedPackage s_perl = Twinned.Package("perl-base") with
    {
        Modules = [new("/usr/lib/{target}/perl", null, Own: false), new("/usr/lib/{target}/perl5", "", Own: false)],
    };

    private readonly TwinTable _table = new(s_content, "target-linux", "native-linux");

    [Fact]
    public void A_table_without_rows_is_an_empty_line() => Assert.Equal("\n", _table.ToString());

    [Fact]
    public void Every_row_begins_after_a_newline_and_ends_before_one()
    {
        _table.AddPrograms(Twinned.Package("dash"), ["/usr/bin/dash", "/usr/bin/perl"]);
        Assert.Equal("\n/usr/bin/dash\tdash=0.5.12-12\t\t\t\n/usr/bin/perl\tperl-base=5.40.1-6\t\t\t\n", _table.ToString());
    }

    [Fact]
    public void A_program_without_conditions_asks_for_its_packages_version_alone() =>
        Assert.Equal(["/usr/bin/dash", "dash=0.5.12-12", "", "", ""], Program(Twinned.Package("dash"), "/usr/bin/dash"));

    [Fact]
    public void Packages_that_go_together_follow_the_programs_own_as_far_as_there_are_any() =>
        Assert.Equal(
            "perl-base=5.40.1-6,perl=5.40.1-6,perl-modules-5.40=5.40.1-6",
            Program(Twinned.Package("perl-base") with { Together = ["perl", "perl-modules-5.*", "no-such-package"] }, "/usr/bin/perl")[1]);

    [Fact]
    public void Variables_and_telling_arguments_have_columns_of_their_own() =>
        Assert.Equal(
            ["PERL5LIB,PERLLIB", "-v,-V", ""],
            Program(Twinned.Package("perl-base") with { Unless = ["PERL5LIB", "PERLLIB"], Tells = ["-v", "-V"] }, "/usr/bin/perl")[2..]);

    [Fact]
    public void A_programs_folders_of_modules_are_the_targets() =>
        Assert.Equal("/usr/lib/target-linux/perl:/usr/lib/target-linux/perl5*", Program(s_perl, "/usr/bin/perl")[4]);

    [Theory]
    [InlineData("/usr/bin/python3.12", "/usr/lib/python3*.so:/usr/lib/python3.12/lib-dynload*.so:/usr/lib/python3.12=_data_target-linux.py")]
    [InlineData("/usr/bin/python3.13", "/usr/lib/python3*.so:/usr/lib/python3.13/lib-dynload*.so:/usr/lib/python3.13=_data_target-linux.py")]
    public void A_star_in_a_folder_is_the_version_in_the_packages_name(string program, string folders) =>
        Assert.Equal(folders, Program(s_python, program)[4]);

    [Fact]
    public void A_module_has_a_row_with_the_version_of_its_own_package()
    {
        _table.AddModules(s_perl, _ => true);
        Assert.Equal(
            "\n/usr/lib/native-linux/perl/5.40.1\tlibperl5.40=5.40.1-6\t\t\t\n"
            + "/usr/lib/native-linux/perl5/auto/gettext.so\tliblocale-gettext-perl=1.07-7\t\t\t\n",
            _table.ToString());
    }

    [Fact]
    public void A_file_that_stands_for_itself_is_no_module_of_the_twin()
    {
        _table.AddModules(s_python, _ => true);
        Assert.Equal(
            ["/usr/lib/python3.13/lib-dynload/_ssl.so", "/usr/lib/python3/dist-packages/apt_pkg.so"],
            Rows().Select(row => row[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_module_of_a_package_that_is_not_meant_has_none()
    {
        _table.AddModules(s_python, package => package != "python3-apt");
        Assert.Equal(["/usr/lib/python3.13/lib-dynload/_ssl.so"], Rows().Select(row => row[0]));
    }

    [Fact]
    public void An_interpreter_that_the_suite_lacks_has_no_modules()
    {
        _table.AddModules(s_perl with { Package = "perl-static" }, _ => true);
        Assert.Empty(Rows());
    }

    private string[] Program(TwinnedPackage package, string program)
    {
        _table.AddPrograms(package, [program]);
        return Assert.Single(Rows());
    }

    private IEnumerable<string[]> Rows() => _table.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split('\t'));
}
