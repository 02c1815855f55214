using Edi.Tasks.Definition;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Ansible;

/// <summary>The command line of a playbook.</summary>
/// <param name="inventory">The inventory's file.</param>
/// <param name="variables">The file of its extra variables.</param>
internal sealed class PlaybookCommand(PlaybookDefinition playbook, string inventory, string variables)
{
    /// <summary>As a person would write it, for logs.</summary>
    public ToolCommand Shown => new(
        "ansible-playbook", ["--inventory", inventory, "--extra-vars", $"@{variables}", .. playbook.Settings.Arguments, playbook.Path]);

    /// <summary>As it is started.</summary>
    /// <param name="passwords">What <see cref="VaultPasswords"/> has read.</param>
    public ToolCommand With(string passwords) => passwords.Length == 0
        ? Shown
        : new ToolCommand("python3", ["-I", "-c", Script.Of("vault-launch.py"), Shown.Program, .. Shown.Arguments]) { StandardInput = passwords };
}
