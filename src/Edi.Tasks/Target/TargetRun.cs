using System.Globalization;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Target;

/// <summary>
/// All playbooks in their order, on a device. They run outside of the sandbox, as the user whose ssh keys, agent and known
/// hosts they need.
/// </summary>
internal sealed class TargetRun(StepContext context, Device device)
{
    // ansible-playbook ends so when it has not reached a host.
    private const int Unreachable = 4;

    // Parameters may hold secrets; the script makes it for nobody but its user.
    private readonly string _folder = Path.Combine("/tmp", $"edi-target-{Guid.NewGuid():N}");

    /// <param name="show">Told which playbook begins.</param>
    public void Run(Action<string> show)
    {
        foreach (var playbook in context.Definition.Playbooks)
        {
            show($"EdiConfigureTarget: {playbook.Name} on {device.Host}");
            Run(playbook);
        }
    }

    private void Run(PlaybookDefinition playbook)
    {
        var command = AnsibleSettings.For(context.Definition.Plugins, _folder)
            .Add("ANSIBLE_HOST_KEY_CHECKING", "true")
            .Add("ANSIBLE_SSH_EXTRA_ARGS", device.SshOptions)
            // The connection of one task serves the next; nothing of it is left soon after the last.
            .Add("ANSIBLE_SSH_ARGS", "-C -o ControlMaster=auto -o ControlPersist=5s")
            .Add("ANSIBLE_SSH_CONTROL_PATH_DIR", $"{_folder}/ssh")
            .Aggregate(
                new ToolCommand("sh", "-c", Script.Of("target-playbook.sh"), "sh", _folder, playbook.Path) { StandardInput = $"{device.Inventory().ToJsonString()}\n{playbook.ExtraVariables()}\n" },
                (with, variable) => with.With(variable.Key, variable.Value));
        try
        {
            int exitCode = context.Host.Run(Builder.Run(command), new ToolCommand("ansible-playbook", playbook.Path), null);
            if (exitCode != 0)
            {
                throw Failure(playbook, exitCode);
            }
        }
        finally
        {
            AtomicFile.Delete([_folder]);
        }
    }

    private EdiException Failure(PlaybookDefinition playbook, int exitCode) => exitCode == Unreachable
        ? new(
            EdiCodes.TargetNotReached,
            $"The device {device.Host} could not be reached as the user {device.User}. '{device.LogIn}' shows why; it also asks whether to trust the device's host key, if that is not known yet.")
        : new([new(
            EdiCodes.PlaybookFailed,
            string.Create(CultureInfo.InvariantCulture, $"The playbook {playbook.Name} failed on {device.Host}: ansible-playbook ended with exit code {exitCode}."),
            playbook.Position)]);
}
