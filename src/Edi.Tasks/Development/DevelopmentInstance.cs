using Edi.Tasks.Ansible;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Engines.Instances;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Development;

/// <summary>A container of LXD or Incus that somebody works in; edi's commands <c>lxc launch</c> and <c>lxc configure</c>.</summary>
/// <param name="context">The definition, read for the purpose of development.</param>
/// <param name="name">The container's name, a host name.</param>
internal sealed class DevelopmentInstance(StepContext context, string name) : IDevelopmentContainer
{
    private readonly BuildInstance _build = BuildInstance.Named(context, name);

    public void Launch(string baseDigest, Action<string> show)
    {
        if (Find() is null)
        {
            show($"EdiLaunch: makes the container {name} of the project's first layer.");
            _build.CreateFrom(LayerDigest.ReadSnapshot(baseDigest), withInit: true);
        }

        if (!_build.Instance.IsRunning)
        {
            _build.StartWithInit();
        }

        _build.ProvideNameServer();
        foreach (var playbook in context.Definition.Playbooks)
        {
            show($"EdiLaunch: {playbook.Name} in {name}");
            Configure(playbook);
        }

        foreach (var folder in context.Definition.SharedFolders)
        {
            Share(folder, show);
        }
    }

    public void Stop()
    {
        Require();
        _build.Instance.Stop(TimeSpan.FromSeconds(context.Definition.General.LxcStopTimeout));
    }

    public void Delete()
    {
        Require();
        _build.Instance.Remove();
    }

    public int Enter(bool isTerminal)
    {
        Require();
        if (!_build.Instance.IsRunning)
        {
            _build.StartWithInit();
        }

        return InteractiveProgram.Run(_build.Client.Command(
            "exec", _build.Client.Of(name), isTerminal ? "--mode=interactive" : "--mode=non-interactive",
            "--env", $"TERM={Environment.GetEnvironmentVariable("TERM") ?? "dumb"}", "--", "/bin/sh", "-c", DevelopmentShell.Script, "sh", HostFacts.Read().UserName));
    }

    // Null when there is none; a container of somebody else is nobody's to touch.
    private string? Find()
    {
        if (_build.Instance.Find() is not { } found)
        {
            return null;
        }

        return (string?)found["config"]?[Instance.OwnerKey] == context.Names.Prefix
            ? name
            : throw new EdiException(EdiCodes.ContainerNotOurs, $"The container '{name}' of {context.Definition.Engine.Name} is not this project's. Choose another name: -p:EdiContainerName=NAME.");
    }

    private void Require()
    {
        if (Find() is null)
        {
            throw new EdiException(EdiCodes.ContainerNotOurs, $"There is no container '{name}' of this project. 'dotnet build -t:EdiLaunch -p:EdiContainerName={name}' makes it.");
        }
    }

    private void Configure(PlaybookDefinition playbook)
    {
        int exitCode = new PlaybookOnHost(context, InstanceInventory.Json(context.Definition.Engine, name), _ => InstanceInventory.Environment)
        {
            Client = InstanceClient.Find(context.Definition.Engine) ?? "",
        }.Run(playbook);
        if (exitCode != 0)
        {
            throw new EdiException([new(
                EdiCodes.PlaybookFailed,
                FormattableString.Invariant($"The playbook {playbook.Name} failed in {name}: ansible-playbook ended with exit code {exitCode}. The container is as it has left it; the next EdiLaunch runs the playbooks again."),
                playbook.Position)]);
        }
    }

    // With the numeric ids of the host: the kernel shifts them.
    private void Share(SharedFolderDefinition folder, Action<string> show)
    {
        if (!context.Definition.Engine.IsLocal)
        {
            show($"EdiLaunch: the folder {folder.Folder} is not shared: the container runs on the remote {context.Definition.Engine.Remote}, which does not have it.");
            return;
        }

        string source = Path.Combine(HostFacts.Read().HomeDirectory, folder.Folder);
        context.Host.Require(EdiCodes.EngineFailed, Builder.Run(new ToolCommand("mkdir", "--parents", source)));
        _build.Instance.SetDevice($"edi-{folder.Name}", new()
        {
            ["type"] = "disk",
            ["source"] = source,
            ["path"] = DevelopmentPlaybooks.PlaceOf(folder),
            ["shift"] = "true",
        });
    }
}
