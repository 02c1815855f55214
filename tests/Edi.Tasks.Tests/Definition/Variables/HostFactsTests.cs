using System.Text.Json.Nodes;
using Edi.Tasks.Definition.Variables;

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
        Assert.Equal([_home.At(".ssh/id_rsa.pub"), _home.At(".ssh/id_ed25519.pub")], SshIdentities.PublicKeys(_home.Path));
    }

    [Fact]
    public void A_user_without_ssh_has_no_keys() => Assert.Empty(SshIdentities.PublicKeys(_home.Path));

    [Theory]
    [InlineData("IdentityFile ~/keys/work", "keys/work")]
    [InlineData("identityfile = \"~/keys/work\"", "keys/work")]
    [InlineData("Host *\n  IdentityFile keys/work", "keys/work")]
    [InlineData("Host example\n  IdentityFile ~/keys/work", "")]
    [InlineData("Host example\n  IdentityFile ~/keys/other\nHost *\n  IdentityFile ~/keys/work", "keys/work")]
    [InlineData("Match user me\n  IdentityFile ~/keys/work", "")]
    [InlineData("# IdentityFile ~/keys/work", "")]
    public void Keys_of_every_host_are_named_in_the_configuration(string configuration, string key) =>
        Assert.Equal(key.Length > 0 ? [_home.At(key)] : [], SshIdentities.Named(configuration.Split('\n'), _home.Path));

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
