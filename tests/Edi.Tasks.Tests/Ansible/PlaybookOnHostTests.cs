using System.Collections.Immutable;
using Edi.Tasks.Ansible;
using Edi.Tasks.Definition;
using Edi.Tasks.Engines;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

/// <summary>A playbook outside of the sandbox has the same settings as one in it.</summary>
public sealed class PlaybookOnHostTests : IDisposable
{
    private readonly HostToolFixture _tools = new();
    private readonly DefinitionFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        _tools.Dispose();
    }

    [Fact]
    public void It_has_the_variables_the_configuration_the_arguments_and_the_vault()
    {
        string password = _folder.WriteToProject("password", "correct-horse\n");
        _folder.WriteToProject("my-image.ediproj", "<Project />");
        _folder.WriteToProject("ansible.cfg", "[defaults]\nroles_path = more\n");
        _folder.WriteToProject("more/extra/tasks/main.yml", "- ansible.builtin.debug: {msg: 'role and {{ secret }}'}");
        _folder.WriteToProject("plugins/secret.yml", "secret: opened\n");
        _tools.Host.Require(Diagnostics.EdiCodes.EngineFailed, new("ansible-vault", "encrypt", "--vault-password-file", password, Path.Combine(_folder.Plugins.ProjectDirectory, "plugins/secret.yml")));
        _folder.WriteToProject(
            "plugins/main.yml",
            "- hosts: all\n  gather_facts: false\n  vars_files: [secret.yml]\n  tasks:\n    - ansible.builtin.debug: {msg: not this}\n    - {name: Here, ansible.builtin.debug: {msg: \"is {{ lookup('env', 'CHANNEL') }}\"}}\n    - ansible.builtin.include_role: {name: extra}\n");
        _folder.Settings = new()
        {
            VaultPasswordFile = "password",
            AnsibleArguments = "--start-at-task Here",
            Environment = [new("EdiEnvironment", "CHANNEL", ImmutableDictionary<string, string>.Empty.Add("Value", "beta"), _folder.ProjectFile)],
        };
        _folder.Purpose = DefinitionPurpose.Device;
        var definition = _folder.Read("bootstrap: {suite: trixie}\nplaybooks: {100_main: {path: main.yml}}\n");
        var context = new StepContext(definition, new ContainerNames(_folder.ProjectFile, "Debug"), _tools.Folder.Path, _tools.Log, _tools.Host, CancellationToken.None);
        var ansible = new PlaybookOnHost(context, AnsibleInventory.Of("here", "ansible.builtin.local"), (_, _) => ImmutableDictionary<string, string>.Empty);
        Assert.Equal(0, ansible.Run(definition.Playbooks.Single()));
        Assert.Contains(_tools.Shown, line => line.Contains("is beta", StringComparison.Ordinal));
        Assert.Contains(_tools.Shown, line => line.Contains("role and opened", StringComparison.Ordinal));
        Assert.DoesNotContain(_tools.Shown, line => line.Contains("not this", StringComparison.Ordinal));
        Assert.DoesNotContain("correct-horse", File.ReadAllText(_tools.Folder.At("step.log")), StringComparison.Ordinal);

        // A task that nobody has found is no success.
        var nowhere = definition.Playbooks.Single();
        Assert.Equal(1, ansible.Run(nowhere with { Settings = nowhere.Settings with { Arguments = ["--start-at-task", "Nowhere"], FirstTask = "Nowhere" } }));
    }
}
