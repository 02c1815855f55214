using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Diagnostics;
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

    private const string EngineOptions = "raw.lxc";
    private const string NoInit = "lxc.init.cmd = /bin/sleep infinity\n";

    private readonly StepContext _context;
    private readonly string _interface;
    private readonly InstanceProfiles _profiles;

    /// <summary>The project's own instance.</summary>
    public BuildInstance(StepContext context)
        : this(context, context.Names.Instance(context.Definition.Engine))
    {
    }

    private BuildInstance(StepContext context, string name)
    {
        _context = context;
        _interface = context.Definition.General.LxcNetworkInterfaceName;
        Client = new(context.Definition.Engine, context.Host);
        Instance = new(Client, name);
        _profiles = new(Client, context.Definition.LxcProfiles);
    }

    /// <summary>An instance of another name.</summary>
    public static BuildInstance Named(StepContext context, string name) => new(context, name);

    public InstanceClient Client { get; }

    public Instance Instance { get; }

    /// <summary>The name of the images that come and go; no other project's.</summary>
    public string Image => _context.Names.Instance(Client.Engine);

    private bool HasInit => _context.Definition.LxcProfiles.Length > 0;

    /// <summary>The step that has failed in it and left it as it is, or null.</summary>
    public string? FailedStep => (string?)Instance.Find()?["config"]?[FailureKey];

    /// <summary>Stops the instance and removes what is unfinished, when the step does not say that it is complete; the folder goes in any case.</summary>
    public Lifeline Guard(string folder) => new(_context.Log, folder, _context.RemoveOnAbort, Client.Command("stop", "--force", Client.Of(Instance.Name)));

    /// <summary>Makes the instance of the image, which it does not need any more then.</summary>
    public void Create()
    {
        var configuration = new JsonObject { [Instance.OwnerKey] = Image };
        var whole = new JsonObject { ["config"] = configuration };
        if (HasInit)
        {
            if (_profiles.UseBridge(Bridge))
            {
                InstanceNetwork.CreateUnlessThere(Client, Bridge);
            }
        }
        else
        {
            var network = Network();
            Add(configuration, network.Configuration);
            whole["devices"] = new JsonObject
            {
                ["root"] = new JsonObject { ["type"] = "disk", ["path"] = "/", ["pool"] = InstancePool.Of(Client.Query(InstancePool.DefaultProfile)) },
                [_interface] = Add(new JsonObject { ["type"] = "nic", ["name"] = _interface }, network.Device),
            };
        }

        Instance.Create(Image, whole, _profiles.Apply());
        Client.Require("image", "delete", Client.Of(Image));
    }

    /// <summary>Makes the instance a copy of another one's snapshot.</summary>
    public void CreateFrom(InstanceSnapshot snapshot) => CreateFrom(snapshot, NoInit, [], []);

    /// <summary>
    /// Makes it a copy in which its own init runs, if it has one, whatever runs while an image is built; with the profiles of this
    /// definition, if it has some.
    /// </summary>
    /// <param name="snapshot">Of which instance, and its state.</param>
    /// <param name="title">What images that somebody makes of it say of themselves.</param>
    public void CreateWithInit(InstanceSnapshot snapshot, string title) => CreateFrom(snapshot, "", [new("image.name", title)], _profiles.Apply());

    private void CreateFrom(InstanceSnapshot snapshot, string init, ImmutableArray<KeyValuePair<string, string>> configuration, ImmutableArray<string> profiles)
    {
        // Where profiles decided, they have given the other one its network, too.
        var network = new Instance(Client, snapshot.Instance).Find()?["config"]?[EngineOptions] is null ? new([], []) : Network(init);
        Instance.CreateFrom(snapshot, configuration.AddRange(network.Configuration), _interface, network.Device, profiles);
    }

    /// <summary>Starts it and makes it ready for programs.</summary>
    public void Enter()
    {
        if (HasInit)
        {
            Instance.Start();
            Wait();
        }
        else
        {
            var configuration = Instance.Find()!["config"]!.AsObject();
            SetEnvironment(configuration);
            Instance.Start();
            Instance.RunScript(Script.Of("instance-enter.sh"), (string?)configuration[NameServerKey] ?? "");
        }
    }

    /// <summary>Starts it with its own init; where it has none, so that it runs all the same.</summary>
    public void StartWithInit()
    {
        try
        {
            Instance.Start();
        }
        catch (EdiException) when (Instance.WaitForConfiguration()?[EngineOptions] is { } options && !options.ToString().Contains(NoInit, StringComparison.Ordinal))
        {
            Instance.SetSoon(EngineOptions, NoInit + options); // The engine still takes the start back.
            try
            {
                Instance.Start();
            }
            catch (EdiException)
            {
                Instance.SetSoon(EngineOptions, options.ToString()); // It was not for want of an init.
                throw;
            }
        }

        if (HasInit)
        {
            Wait();
        }
    }

    /// <summary>Lets its own init run from its next start on, if it has one by now.</summary>
    public void ForgetMissingInit()
    {
        if ((string?)Instance.Find()?["config"]?[EngineOptions] is { } options && options.Contains(NoInit, StringComparison.Ordinal) && Instance.TryRunScript("test -x /sbin/init"))
        {
            Instance.Set(EngineOptions, options.Replace(NoInit, "", StringComparison.Ordinal));
        }
    }

    /// <summary>Tells a running instance who resolves names, where nothing in it does.</summary>
    public void ProvideNameServer()
    {
        if ((string?)Instance.Find()!["config"]?[NameServerKey] is { } nameServer)
        {
            Instance.RunScript("[ -e /etc/resolv.conf ] || [ -L /etc/resolv.conf ] || printf 'nameserver %s\\n' \"$1\" >/etc/resolv.conf", nameServer);
        }
    }

    /// <summary>Leaves no trace of <see cref="Enter"/> and stops it.</summary>
    public void Leave()
    {
        if (HasInit)
        {
            Instance.RunScript($"rm -rf {InstanceConnection.TemporaryFolder}"); // Nothing is mounted there.
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

    /// <summary>Goes on with what a failed step has left.</summary>
    public void ForgetFailure() => Instance.Set(FailureKey, "");

    /// <summary>Removes the image, if one is there.</summary>
    public void RemoveImage() => InstanceImage.Remove(Client, Image);

    private string Bridge => _context.Definition.General.LxcBridgeInterfaceName;

    private void Wait() => Instance.RunScript(Script.Of("instance-wait.sh"), _interface);

    // Before each start: proxies come and go.
    private void SetEnvironment(JsonObject configuration)
    {
        var environment = ProgramsEnvironment().ToDictionary();
        var gone = configuration.Select(key => key.Key).Where(key => key.StartsWith("environment.", StringComparison.Ordinal) && !environment.ContainsKey(key));
        Instance.Set(gone.Select(key => KeyValuePair.Create(key, "")).Concat(environment));
    }

    // As in a working container of Buildah.
    private IEnumerable<KeyValuePair<string, string>> ProgramsEnvironment() => ToolEnvironment.Base
        .Remove("PATH")
        .SetItems(ContainerEnvironment.OfDebian)
        .SetItem("DEBIAN_FRONTEND", "noninteractive")
        .SetItems(ForeignPrograms.SettingsOf(_context.Definition.Architecture, _context.QemuCpu))
        .Select(variable => KeyValuePair.Create($"environment.{variable.Key}", variable.Value));

    // No init runs that would ask for an address.
    private (ImmutableArray<KeyValuePair<string, string>> Configuration, ImmutableArray<KeyValuePair<string, string>> Device) Network(string init = NoInit)
    {
        InstanceNetwork.CreateUnlessThere(Client, Bridge);
        return InstanceNetwork.Choose(Client, Bridge, Instance.Name) is { } address
            ? (
                [
                    new(EngineOptions, $"{init}lxc.net.0.ipv4.address = {address.Address}\nlxc.net.0.ipv4.gateway = {address.Gateway}\n"),
                    new(NameServerKey, address.Gateway),
                ],
                [new("network", Bridge), new("ipv4.address", address.WithoutPrefix)])
            : ([new(EngineOptions, init)], [new("nictype", "bridged"), new("parent", Bridge)]);
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
