using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Engines;
using Edi.Tasks.Engines.Instances;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Development;

/// <summary>A container of LXD or Incus that somebody works in; edi's commands <c>lxc launch</c> and <c>lxc configure</c>.</summary>
/// <param name="context">The definition, read for the purpose of development.</param>
/// <param name="name">The container's name, a host name.</param>
internal sealed class DevelopmentInstance(StepContext context, string name) : IDevelopmentContainer
{
    // Begins the names of the devices that are shared folders.
    private const string FolderDevice = "edi-";

    private readonly BuildInstance _build = BuildInstance.Named(context, name);

    public void Launch(string baseDigest, bool configures, Action<string> show)
    {
        if (!IsThere())
        {
            show($"EdiLaunch: makes the container {name} of the project's first layer.");
            _build.CreateWithInit(LayerDigest.ReadSnapshot(baseDigest), name);
        }

        // A folder that is shared and not there keeps it from starting.
        _build.Instance.RemoveDevices(FolderDevice, context.Definition.SharedFolders.Select(DeviceOf));
        if (context.Definition.Engine.IsLocal)
        {
            SharedFolders.MakeSources(context);
        }

        if (!_build.Instance.IsRunning)
        {
            _build.StartWithInit();
        }

        _build.ProvideNameServer();
        if (!configures)
        {
            return;
        }

        foreach (var playbook in context.Definition.Playbooks)
        {
            show($"EdiLaunch: {playbook.Name} in {name}");
            DevelopmentPlaybook.Run(InstanceConnection.Ansible(context, _build.Instance), playbook, name, context.Log);
        }

        _build.ForgetMissingInit(); // A playbook may have installed one.
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

    public ToolCommand Enter(bool isTerminal)
    {
        Require();
        if (!_build.Instance.IsRunning)
        {
            _build.StartWithInit();
        }

        return _build.Instance.Shell(isTerminal, DevelopmentShell.Script, "sh", HostFacts.Read().UserName);
    }

    // A container of somebody else is nobody's to touch.
    private bool IsThere() => _build.Instance.Find() is { } found
        && ((string?)found["config"]?[Instance.OwnerKey] == context.Names.Instance(context.Definition.Engine) ? true : throw DevelopmentPlaybook.NotOurs(name, context.Definition.Engine.Name));

    private static string DeviceOf(SharedFolderDefinition folder) => $"{FolderDevice}{folder.Name}";

    private void Require()
    {
        if (!IsThere())
        {
            throw DevelopmentPlaybook.None(name);
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

        string source = DevelopmentPlaybooks.SourceOf(folder);
        string? obstacle = _build.Instance.TrySetDevice(DeviceOf(folder), new()
        {
            ["type"] = "disk",
            ["source"] = source,
            ["path"] = DevelopmentPlaybooks.PlaceOf(folder),
            ["shift"] = "true",
        });
        if (obstacle is not null)
        {
            // LXD before 5.21 does so on Linux 6.9 and later, where it does not recognize what the kernel can do.
            show($"EdiLaunch: the folder {source} is not shared, since {context.Definition.Engine.Name} cannot show it with other owners: {obstacle}");
        }
    }
}
