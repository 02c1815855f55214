using Edi.Tasks.Ansible;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Development;

/// <summary>What the kinds of development containers share.</summary>
internal static class DevelopmentPlaybook
{
    /// <summary>Runs a playbook.</summary>
    /// <exception cref="EdiException">EDI3002, when it fails; EDI3012, when a play of it is for no host.</exception>
    public static void Run(PlaybookOnHost ansible, PlaybookDefinition playbook, string container, StepLog log)
    {
        int exitCode = ansible.Run(playbook);
        if (exitCode != 0)
        {
            throw PlaybookFailure.Of(
                playbook,
                exitCode,
                FormattableString.Invariant($"The playbook {playbook.Name} failed in {container}: ansible-playbook ended with exit code {exitCode}. The container is as it has left it; the next EdiLaunch runs the playbooks again."),
                log);
        }
    }

    /// <summary>The error of a name that is somebody else's.</summary>
    public static EdiException NotOurs(string container, string engine) =>
        new(EdiCodes.ContainerNotOurs, $"The container '{container}' of {engine} is not this project's. Choose another name: -p:EdiContainerName=NAME.");

    /// <summary>The error of a name that is nobody's.</summary>
    public static EdiException None(string container) =>
        new(EdiCodes.ContainerNotOurs, $"There is no container '{container}' of this project. 'dotnet build -t:EdiLaunch -p:EdiContainerName={container}' makes it.");
}
