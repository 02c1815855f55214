namespace Edi.Tasks.Tests;

/// <summary>Which parameters' values a log must not have: their names tell.</summary>
public sealed class SecretParametersTests : IDisposable
{
    private readonly DefinitionFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("default_user_password: hunter2", "hunter2")]
    [InlineData("ROOT_PASSWD: hunter2", "hunter2")]
    [InlineData("password_hash: $6$a$b", "$6$a$b")]
    [InlineData("registry_token: hunter2", "hunter2")]
    [InlineData("wifi_psk: hunter2", "hunter2")]
    [InlineData("api_keys: [one, two]", "one two")]
    [InlineData("users: [{name: ada, password: hunter2}]", "hunter2")]
    [InlineData("private_key: |\n      first\n      second", "first second")]
    [InlineData("openssh_server_password_authentication: true", "")]
    [InlineData("password: 1234", "")]
    [InlineData("password: 12345678901234567890123", "12345678901234567890123")]
    [InlineData("tokens: {80: '!!int 7', 81: 2024-02-29}", "")] // The names are 80 and 81.
    [InlineData("tokens: ['!!int 7', 2024-02-29, 123456]", "!!int 7 2024-02-29 123456")]
    [InlineData("token_file: /run/token", "")]
    [InlineData("public_key: ssh-ed25519", "")]
    [InlineData("host_name: hunter2", "")]
    [InlineData("root_pw: $1$ab$0123456789012345678901", "$1$ab$0123456789012345678901")] // What it is tells, too.
    public void A_name_that_ends_as_that_of_a_secret_has_one(string parameter, string secrets) =>
        Assert.Equal(secrets, string.Join(' ', _folder.Read($"{DefinitionFolder.Bootstrap}general:\n  parameters:\n    {parameter}\n").Secrets.Where(line => line.Length > 0)));

    [Fact]
    public void Those_of_single_nodes_count_too()
    {
        _folder.WriteToProject("plugins/playbooks/main.yml");
        var definition = _folder.Read($"{DefinitionFolder.Bootstrap}playbooks:\n  100_main:\n    path: playbooks/main.yml\n    parameters: {{root_password: hunter2}}\n");
        Assert.Equal(["hunter2"], definition.Secrets);
    }
}
