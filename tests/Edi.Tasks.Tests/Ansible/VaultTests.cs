using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Ansible;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

/// <summary>Vault passwords on their way from a file or a program to Ansible, with the host's own Ansible.</summary>
public sealed class VaultTests : IDisposable
{
    private const string Password = "correct horse battery", Other = "staple-staple";

    private static readonly SourcePosition s_place = new("small.ediproj", 3, 4, 3, 9);

    private readonly HostToolFixture _tools = new();

    public void Dispose() => _tools.Dispose();

    [Fact]
    public void Ansible_opens_what_each_password_has_closed()
    {
        string main = WritePassword("main", Password), production = WritePassword("production", Other);
        _tools.Folder.Write("one.yml", Encrypt(main, "first: opened by main"));
        _tools.Folder.Write("two.yml", Encrypt($"production@{production}", "second: opened by production"));
        var playbook = Playbook([new("production", production, s_place), new("", main, s_place)]);
        Assert.Equal(0, Run(playbook));
        Assert.Contains(_tools.Shown, line => line.Contains("opened by main and opened by production", StringComparison.Ordinal));
        Assert.NotEqual(0, Run(playbook with { Settings = playbook.Settings with { VaultPasswords = [new("", main, s_place)] } }));
    }

    [Fact]
    public void No_log_and_no_environment_has_a_password()
    {
        string main = WritePassword("main", Password);
        _tools.Folder.Write("one.yml", Encrypt(main, "first: one"));
        _tools.Folder.Write("two.yml", Encrypt(main, "second: two"));
        Assert.Equal(0, Run(Playbook([new("", main, s_place)]), "    - ansible.builtin.command: env\n      register: seen\n    - ansible.builtin.debug: {var: seen.stdout_lines}\n    - ansible.builtin.debug: {msg: \"it is {{ lookup('file', '" + main + "') }}\"}\n"));
        Assert.Contains(_tools.Shown, line => line.Contains("PATH=", StringComparison.Ordinal));
        Assert.DoesNotContain(_tools.Shown, line => line.Contains("[WARNING]", StringComparison.Ordinal));
        Assert.Contains(_tools.Shown, line => line.Contains("it is ***", StringComparison.Ordinal));
        string log = File.ReadAllText(_tools.Folder.At("step.log"));
        Assert.DoesNotContain(Password, log, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, string.Concat(_tools.Shown.Concat(_tools.Details)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("word\n", "word")]
    [InlineData("  two words \r\n\n", "two words")]
    [InlineData("", null)]
    [InlineData(" \n", null)]
    public void A_file_has_a_password_without_its_line_end(string content, string? password)
    {
        string file = _tools.Folder.Write("password", content);
        if (password is null)
        {
            Assert.EndsWith("is empty.", Refusal(file), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal([["", password]], Read(new VaultPassword("", file, s_place)));
        }
    }

    [Theory]
    [InlineData("ask.sh", "", "/ ")]
    [InlineData("ask-client.sh", "dev", "/ --vault-id dev")]
    [InlineData("ask-client.sh", "", "/ ")]
    public void A_program_is_asked_as_Ansible_asks_it(string name, string id, string answer)
    {
        string program = WriteProgram(name, "echo \"$PWD $*\"");
        Assert.Equal([[id, answer.Trim()]], Read(new VaultPassword(id, program, s_place)));
    }

    [Fact]
    public void A_program_has_the_environment_of_who_builds()
    {
        string program = WriteProgram("ask", "echo \"$EDI_TEST_VAULT\"");
        Environment.SetEnvironmentVariable("EDI_TEST_VAULT", Other);
        try
        {
            Assert.Equal([["", Other]], Read(new VaultPassword("", program, s_place)));
        }
        finally
        {
            Environment.SetEnvironmentVariable("EDI_TEST_VAULT", null);
        }
    }

    [Fact]
    public void Whoever_has_no_password_says_why()
    {
        Assert.EndsWith("ended with exit code 3: it is locked", Refusal(WriteProgram("ask", "echo it is locked >&2\nexit 3")), StringComparison.Ordinal);
        Assert.EndsWith("is longer than 32768 bytes, so it is none.", Refusal(_tools.Folder.Write("long", new string('x', 40000))), StringComparison.Ordinal);
    }

    private static ImmutableSortedDictionary<string, JsonNode?> None => ImmutableSortedDictionary<string, JsonNode?>.Empty;

    private PlaybookDefinition Playbook(ImmutableArray<VaultPassword> passwords) =>
        new("100_main", _tools.Folder.At("main.yml"), None, s_place) { Settings = new() { VaultPasswords = passwords } };

    private string WritePassword(string name, string password)
    {
        string file = _tools.Folder.Write($"{name}.password", password + "\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        return file;
    }

    private string WriteProgram(string name, string script)
    {
        string file = _tools.Folder.Write(name, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return file;
    }

    private string Encrypt(string identity, string text)
    {
        string[] option = identity.Contains('@', StringComparison.Ordinal) ? ["--vault-id", identity] : ["--vault-password-file", identity];
        return _tools.Host.Capture(EdiCodes.EngineFailed, new ToolCommand("ansible-vault", ["encrypt", .. option, "--output", "-", "-"]) { StandardInput = text });
    }

    private int Run(PlaybookDefinition playbook, string more = "")
    {
        string folder = _tools.Folder.At("ansible");
        _tools.Folder.Write("ansible/ansible.cfg", "");
        _tools.Folder.Write(
            "main.yml",
            "- hosts: all\n  gather_facts: false\n  vars_files: [one.yml, two.yml]\n  tasks:\n    - ansible.builtin.debug: {msg: \"{{ first }} and {{ second }}\"}\n" + more);
        string inventory = _tools.Folder.Write("inventory.json", AnsibleInventory.OfContainer("ansible.builtin.local", "none").ToJsonString());
        string variables = _tools.Folder.Write("variables.json", "{}");
        var plugins = new PluginLookup(_tools.Folder.Path, _tools.Folder.Path);
        var command = new PlaybookCommand(playbook, inventory, variables);
        return _tools.Host.Run(command.With(VaultPasswords.Read(playbook, _tools.Log, CancellationToken.None)) with { Environment = AnsibleSettings.For(plugins, folder, playbook.Settings) }, command.Shown, null);
    }

    private string[][] Read(VaultPassword password) => System.Text.Json.JsonSerializer.Deserialize<string[][]>(VaultPasswords.Read(Playbook([password]), _tools.Log, CancellationToken.None))!;

    private string Refusal(string file)
    {
        var problem = Assert.Throws<EdiException>(() => Read(new("", file, s_place))).Problems.Single();
        Assert.Equal(("EDI3021", s_place), (problem.Code.Id, problem.Position));
        return problem.Message;
    }
}
