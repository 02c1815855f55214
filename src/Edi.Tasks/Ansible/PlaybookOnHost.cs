using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Ansible;

/// <summary>
/// One playbook, outside of the sandbox: as the user whose ssh keys, agent, known hosts, remotes and certificates its connection
/// needs.
/// </summary>
/// <param name="inventory">The one host, and how it is reached.</param>
/// <param name="settings">Variables for Ansible besides those that hold everywhere; given the playbook's settings and the folder of its own files.</param>
internal sealed class PlaybookOnHost(StepContext context, JsonObject inventory, Func<PlaybookSettings, string, ImmutableDictionary<string, string>> settings)
{
    // Parameters may hold secrets; the script makes it for nobody but its user.
    private readonly string _folder = Path.Combine("/tmp", $"edi-playbook-{Guid.NewGuid():N}");

    /// <summary>The program that Ansible's connection to an instance starts; empty when it starts none of these.</summary>
    public string Client { get; init; } = "";

    /// <summary>Returns ansible-playbook's exit code.</summary>
    public int Run(PlaybookDefinition playbook)
    {
        var started = new PlaybookCommand(playbook, $"{_folder}/inventory.json", $"{_folder}/variables.yml");
        string passwords = VaultPasswords.Read(playbook, context.Log, context.Cancellation);
        var ansible = started.With(passwords);
        var command = new ToolCommand("sh", ["-c", Script.Of("playbook-on-host.sh"), "sh", _folder, Client, ansible.Program, .. ansible.Arguments])
        {
            StandardInput = $"{inventory.ToJsonString()}\n{playbook.ExtraVariables()}\n{passwords}\n{Script.Of("edi_plays.py")}",
            Environment = AnsibleSettings.For(context.Definition.Plugins, _folder, playbook.Settings).SetItems(settings(playbook.Settings, _folder)),
        };
        try
        {
            return PlaybookFailure.ExitCode(playbook, context.Host.Run(Builder.Run(command), started.Shown, null), context.Log);
        }
        finally
        {
            AtomicFile.Delete([_folder]);
        }
    }
}
