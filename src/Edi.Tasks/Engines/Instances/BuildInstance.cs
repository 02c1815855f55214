using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Engines.Instances;

/// <summary>
/// An instance in which a project's root file system is made or looked at. Where the definition has no section
/// <c>lxc_profiles</c>, nothing runs in it but what playbooks start, as in a working container of Buildah; else the profiles
/// decide.
/// </summary>
internal sealed class BuildInstance
{
    private const string NameServerKey = "user.edi.nameserver";
    private const string FailureKey = "user.edi.failed";

    private readonly StepContext _context;
    private readonly string _interface;

    /// <param name="suffix">What the name has besides that of the project's instance.</param>
    public BuildInstance(StepContext context, string suffix = "")
    {
        _context = context;
        _interface = context.Definition.General.LxcNetworkInterfaceName;
        Client = new(context.Definition.Engine, context.Host);
        Instance = new(Client, context.Names.Prefix + suffix);
    }

    public InstanceClient Client { get; }

    public Instance Instance { get; }

    /// <summary>The name of the images that come and go; no other project's.</summary>
    public string Image => _context.Names.Prefix;

    private bool HasInit => _context.Definition.LxcProfiles.Length > 0;

    /// <summary>The step that has failed in it and left it as it is, or null.</summary>
    public string? FailedStep => (string?)Instance.Find()?["config"]?[FailureKey];

    /// <summary>Stops the instance and removes a folder, when the step does not say that it is complete.</summary>
    public Lifeline Guard(string folder) => new(_context.Log, folder, Client.Command("stop", "--force", Client.Of(Instance.Name)));

    /// <summary>Makes the instance of the image, which it does not need any more then.</summary>
    public void Create()
    {
        var configuration = new JsonObject { [Instance.OwnerKey] = _context.Names.Prefix };
        var whole = new JsonObject { ["config"] = configuration };
        if (!HasInit)
        {
            var network = Network();
            Add(configuration, ProgramsEnvironment().Concat(network.Configuration));
            whole["devices"] = new JsonObject
            {
                ["root"] = new JsonObject { ["type"] = "disk", ["path"] = "/", ["pool"] = "default" },
                [_interface] = Add(new JsonObject { ["type"] = "nic", ["name"] = _interface }, network.Device),
            };
        }

        Instance.Create(Image, whole, new InstanceProfiles(Client, _context.Definition.LxcProfiles).Apply());
        Client.Require("image", "delete", Client.Of(Image));
    }

    /// <summary>Makes the instance a copy of another one's snapshot.</summary>
    public void CreateFrom(InstanceSnapshot snapshot)
    {
        var network = HasInit ? new([], []) : Network();
        Instance.CreateFrom(snapshot, network.Configuration, _interface, network.Device);
    }

    /// <summary>Starts it and makes it ready for programs.</summary>
    public void Enter()
    {
        Instance.Start();
        if (!HasInit)
        {
            Instance.RunScript(Script.Of("instance-enter.sh"), (string?)Instance.Find()!["config"]?[NameServerKey] ?? "");
        }
    }

    /// <summary>Leaves no trace of <see cref="Enter"/> and stops it.</summary>
    public void Leave()
    {
        if (HasInit)
        {
            Instance.Stop(TimeSpan.FromSeconds(_context.Definition.General.LxcStopTimeout));
        }
        else
        {
            Instance.RunScript(Script.Of("instance-leave.sh"));
            Instance.Stop();
        }
    }

    /// <summary>Leaves it as a step that has failed has left it, until the next build.</summary>
    public void Keep(string step)
    {
        Leave();
        Instance.Set(FailureKey, step);
    }

    /// <summary>Removes the image, if one is there.</summary>
    public void RemoveImage() => InstanceImage.Remove(Client, Image);

    // As in a working container of Buildah.
    private IEnumerable<KeyValuePair<string, string>> ProgramsEnvironment() => ToolEnvironment.Base
        .Remove("PATH").Remove("HOME")
        .SetItem("DEBIAN_FRONTEND", "noninteractive")
        .SetItems(ForeignPrograms.SettingsOf(_context.Definition.Architecture, _context.QemuCpu))
        .Select(variable => KeyValuePair.Create($"environment.{variable.Key}", variable.Value));

    // No init runs that would ask for an address.
    private (ImmutableArray<KeyValuePair<string, string>> Configuration, ImmutableArray<KeyValuePair<string, string>> Device) Network()
    {
        const string init = "lxc.init.cmd = /bin/sleep infinity\n";
        string bridge = InstanceNetwork.BridgeOf(Client.Engine, _context.Definition.General);
        InstanceNetwork.CreateUnlessThere(Client, bridge);
        return InstanceNetwork.Choose(Client, bridge, Instance.Name) is { } address
            ? (
                [
                    new("raw.lxc", $"{init}lxc.net.0.ipv4.address = {address.Address}\nlxc.net.0.ipv4.gateway = {address.Gateway}\n"),
                    new(NameServerKey, address.Gateway),
                ],
                [new("network", bridge), new("ipv4.address", address.WithoutPrefix)])
            : ([new("raw.lxc", init)], [new("nictype", "bridged"), new("parent", bridge)]);
    }

    private static JsonObject Add(JsonObject to, IEnumerable<KeyValuePair<string, string>> keys)
    {
        foreach (var (key, value) in keys)
        {
            to[key] = value;
        }

        return to;
    }
}
