using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Ansible;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Target;

/// <summary>All playbooks in their order, on a device.</summary>
internal sealed class TargetRun(StepContext context, Device device)
{
    // In the last lines; the exit code for it, 4, is also the one for a playbook that Ansible cannot read.
    private const string Unreachable = "unreachable=1";

    /// <param name="show">Told which playbook begins.</param>
    public void Run(Action<string> show)
    {
        foreach (var playbook in context.Definition.Playbooks)
        {
            show($"EdiConfigureTarget: {playbook.Name} on {device.Host}");
            int exitCode = new PlaybookOnHost(context, device.Inventory(), Settings).Run(playbook);
            if (exitCode != 0)
            {
                throw Failure(playbook, exitCode);
            }
        }
    }

    // What the project's own settings do not say.
    private static readonly ImmutableArray<(string Variable, string Value, ImmutableArray<(string Section, string Key)> Places)> s_defaults =
    [
        ("ANSIBLE_HOST_KEY_CHECKING", "true", [("defaults", "host_key_checking"), ("ssh_connection", "host_key_checking")]),
        // The connection of one task serves the next; nothing of it is left soon after the last.
        ("ANSIBLE_SSH_ARGS", "-C -o ControlMaster=auto -o ControlPersist=5s -o ConnectTimeout=10", [("ssh_connection", "ssh_args")]),
        // In seconds. It is sudo's time to ask for a password, too, which a small board that is busy may need more than ten seconds for.
        ("ANSIBLE_TIMEOUT", "60", [("defaults", "timeout"), ("ssh_connection", "timeout")]),
    ];

    private ImmutableDictionary<string, string> Settings(PlaybookSettings settings, string folder)
    {
        var own = AnsibleSettings.Unless(settings, s_defaults).SetItem("ANSIBLE_SSH_CONTROL_PATH_DIR", $"{folder}/ssh");
        return device.SshOptions.Length > 0 ? own.SetItem("ANSIBLE_SSH_COMMON_ARGS", device.SshOptions) : own;
    }

    private EdiException Failure(PlaybookDefinition playbook, int exitCode) => context.Log.Tail.Contains(Unreachable, StringComparison.Ordinal)
        ? new(
            EdiCodes.TargetNotReached,
            $"The device {device.Host} could not be reached as the user {device.User}. '{device.LogIn}' shows why; it also asks whether to trust the device's host key, if that is not known yet.")
        : PlaybookFailure.Of(
            playbook,
            exitCode,
            string.Create(CultureInfo.InvariantCulture, $"The playbook {playbook.Name} failed on {device.Host}: ansible-playbook ended with exit code {exitCode}."),
            context.Log);
}
