using Edi.Tasks.Bootstrap.Twin;

namespace Edi.Tasks.Tests;

public sealed class ModuleFolderTests
{
    [Theory]
    [InlineData(null, false, "/usr/lib/python3")]
    [InlineData("", false, "/usr/lib/python3*")]
    [InlineData(".so", false, "/usr/lib/python3*.so")]
    [InlineData("_data.py", true, "/usr/lib/python3=_data.py")]
    public void It_is_written_as_the_dispatcher_reads_it(string? suffix, bool own, string text) =>
        Assert.Equal(text, new ModuleFolder("/usr/lib/python3", suffix, own).ToString());

    [Theory]
    [InlineData("/usr/lib/python3/one.so", true)]
    [InlineData("/usr/lib/python3/deep/er/one.so", true)]
    [InlineData("/usr/lib/python3/.so", true)]
    [InlineData("/usr/lib/python3/one.py", false)]
    [InlineData("/usr/lib/python3/one.so.1", false)]
    [InlineData("/usr/lib/python3/one.SO", false)]
    [InlineData("/usr/lib/python3/folder.so/", false)]
    [InlineData("/usr/lib/python3", false)]
    [InlineData("/usr/lib/python3.so", false)]
    [InlineData("/usr/lib/python3.13/one.so", false)]
    [InlineData("/usr/local/usr/lib/python3/one.so", false)]
    public void With_a_suffix_its_modules_are_the_files_below_it_with_that_end(string file, bool isModule) =>
        Assert.Equal(isModule, new ModuleFolder("/usr/lib/python3", ".so", Own: false).Has(file));

    [Theory]
    [InlineData("/usr/lib/perl5/Text.pm", true)]
    [InlineData("/usr/lib/perl5/auto/Text/Text.so", true)]
    [InlineData("/usr/lib/perl5/auto/", false)]
    [InlineData("/usr/lib/perl5/", false)]
    [InlineData("/usr/lib/perl/Text.pm", false)]
    public void With_an_empty_suffix_its_modules_are_all_files_below_it(string file, bool isModule) =>
        Assert.Equal(isModule, new ModuleFolder("/usr/lib/perl5", "", Own: false).Has(file));

    [Theory]
    [InlineData("/usr/lib/perl/5.40.1/", true)]
    [InlineData("/usr/lib/perl/5.40", true)]
    [InlineData("/usr/lib/perl/", false)]
    [InlineData("/usr/lib/perl", false)]
    [InlineData("/usr/lib/perl/5.40.1/Config.pm", false)]
    [InlineData("/usr/lib/perl/5.40.1/auto/", false)]
    [InlineData("/usr/lib/perl5/5.40", false)]
    public void Without_a_suffix_its_modules_are_what_lies_in_it_itself(string file, bool isModule) =>
        Assert.Equal(isModule, new ModuleFolder("/usr/lib/perl", Suffix: null, Own: false).Has(file));
}
