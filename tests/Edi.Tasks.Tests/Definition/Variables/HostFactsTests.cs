using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;
using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

public sealed class HostFactsTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(":0", "0")]
    [InlineData("localhost:10.0", "10")]
    [InlineData("[::1]:2.1", "2")]
    [InlineData("", "")]
    [InlineData("wayland-0", "")]
    [InlineData("host:", "")]
    public void A_display_has_a_number(string display, string number) => Assert.Equal(number, HostFacts.DisplayNumber(display));

    [Fact]
    public void The_usual_keys_are_those_with_both_halves()
    {
        Key("id_rsa");
        Key("id_ed25519");
        _home.Write(".ssh/id_ecdsa.pub", "");
        Key("another");
        Assert.Equal([_home.At(".ssh/id_rsa.pub"), _home.At(".ssh/id_ed25519.pub")], SshIdentities.PublicKeys(_home.Path, _home.Path));
    }

    [Fact]
    public void A_user_without_ssh_has_no_keys() => Assert.Empty(SshIdentities.PublicKeys(_home.Path, _home.Path));

    [Theory]
    [InlineData("IdentityFile ~/keys/work", "keys/work")]
    [InlineData("identityfile = \"~/keys/work\"", "keys/work")]
    [InlineData("Host *\n  IdentityFile keys/work", "keys/work")]
    [InlineData("Host example\n  IdentityFile ~/keys/work", "")]
    [InlineData("Host example\n  IdentityFile ~/keys/other\nHost *\n  IdentityFile ~/keys/work", "keys/work")]
    [InlineData("Match user me\n  IdentityFile ~/keys/work", "")]
    [InlineData("# IdentityFile ~/keys/work", "")]
    [InlineData("IdentityFile=~/keys/work # mine", "keys/work")]
    [InlineData("Host example *\n  IdentityFile ~/keys/work", "keys/work")]
    [InlineData("Host * !example\n  IdentityFile ~/keys/work", "keys/work")]
    [InlineData("Host * !*\n  IdentityFile ~/keys/work", "")]
    [InlineData("Host *.example\n  IdentityFile ~/keys/work", "")]
    [InlineData("Host example\nMatch all\n  IdentityFile ~/keys/work", "keys/work")]
    [InlineData("IdentityFile \"~/keys/work", "")]
    [InlineData("IdentityFile", "")]
    public void Keys_of_every_host_are_named_in_the_configuration(string configuration, string key) =>
        Assert.Equal(key.Length > 0 ? [_home.At(key)] : [], Named(configuration));

    [Theory]
    [InlineData("Include work", "work")]
    [InlineData("Include ~/.ssh/work", "work")]
    [InlineData("include=\"work\" gone", "work")]
    [InlineData("Include conf.d/*.conf", "a b")]
    [InlineData("Include conf.d/*.conf work\nIdentityFile ~/own", "a b work own")]
    [InlineData("Host *\n  Include work", "work")]
    [InlineData("Host example\n  Include work", "")]
    [InlineData("Include host\nIdentityFile ~/own", "own")] // What a block of an included file says ends with it.
    [InlineData("Include nested", "work")]
    [InlineData("Include config work", "work")]
    [InlineData("Include round", "round")]
    [InlineData("Include gone /dev/zero conf.d", "")]
    public void What_is_included_counts_where_it_is_included(string configuration, string keys)
    {
        _home.Write(".ssh/work", "IdentityFile ~/work\n");
        _home.Write(".ssh/conf.d/a.conf", "IdentityFile ~/a\n");
        _home.Write(".ssh/conf.d/b.conf", "IdentityFile ~/b\n");
        _home.Write(".ssh/conf.d/.hidden.conf", "IdentityFile ~/hidden\n");
        _home.Write(".ssh/conf.d/nested", "Include work\n"); // beside the first file, not beside this one
        _home.Write(".ssh/nested", "Include conf.d/nested\n");
        _home.Write(".ssh/host", "Host example\n  IdentityFile ~/example\n");
        _home.Write(".ssh/round", "IdentityFile ~/round\nInclude round back\n");
        _home.Write(".ssh/back", "Include round\n");
        Assert.Equal(keys.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(_home.At), Named(configuration));
    }

    [Fact]
    public void The_machines_configuration_counts_after_the_users()
    {
        Key("work");
        Key("all");
        Key("id_rsa");
        string machine = Path.GetDirectoryName(_home.Write("etc/ssh_config", "Include ssh_config.d/*.conf\n"))!;
        _home.Write("etc/ssh_config.d/all.conf", "IdentityFile ~/.ssh/all\n");
        Assert.Equal([_home.At(".ssh/all.pub")], SshIdentities.PublicKeys(_home.Path, machine));
        _home.Write(".ssh/config", "IdentityFile ~/.ssh/work\nIdentityFile ~/.ssh/gone\n");
        Assert.Equal([_home.At(".ssh/work.pub"), _home.At(".ssh/all.pub")], SshIdentities.PublicKeys(_home.Path, machine));
    }

    [Fact]
    public void An_endless_word_is_read_in_no_time() => Assert.Empty(Named("IdentityFile " + new string('a', 100_000) + "\""));

    /// <summary>What the host's own <c>getent</c> says.</summary>
    [Fact]
    public async Task Users_and_groups_are_those_of_the_name_service()
    {
        foreach (string[] user in await EntriesAsync("passwd"))
        {
            Assert.Equal(new HostUser(user[0], int.Parse(user[3], CultureInfo.InvariantCulture), user[5]), NameService.FindUser(int.Parse(user[2], CultureInfo.InvariantCulture)));
        }

        foreach (string[] group in await EntriesAsync("group"))
        {
            Assert.Equal(group[0], NameService.FindGroup(int.Parse(group[2], CultureInfo.InvariantCulture)));
        }

        Assert.Null(NameService.FindUser(1_987_654_321));
        Assert.Null(NameService.FindGroup(1_987_654_321));
    }

    private static async Task<IEnumerable<string[]>> EntriesAsync(string database)
    {
        var output = await Cli.Wrap("getent").WithArguments([database]).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        // Of several names for one number, the first counts.
        return output.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':')).DistinctBy(fields => fields[2]);
    }

    private ImmutableArray<string> Named(string configuration) => new SshConfiguration(_home.Path).IdentityFiles(_home.Write(".ssh/config", configuration));

    [Theory]
    [InlineData("http://me:secret@proxy:3128", "http://me:***@proxy:3128")]
    [InlineData("me:secret@proxy:3128", "me:***@proxy:3128")]
    [InlineData("http://me:p@ss:w@proxy:3128", "http://me:***@proxy:3128")]
    [InlineData("http://me@proxy:3128", "http://me@proxy:3128")]
    [InlineData("http://proxy:3128", "http://proxy:3128")]
    public void A_password_of_a_proxy_is_not_shown(string proxy, string shown) => Assert.Equal(
        shown,
        (string?)LoadTimeVariables.WithoutPasswords(new JsonObject { ["edi_host_http_proxy"] = proxy })["edi_host_http_proxy"]);

    private void Key(string name)
    {
        _home.Write($".ssh/{name}", "");
        _home.Write($".ssh/{name}.pub", "");
    }
}
