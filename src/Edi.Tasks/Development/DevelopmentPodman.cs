using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Ansible;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Development;

/// <summary>
/// A container of Podman that somebody works in, in that user's own store: Buildah makes images and runs nothing for long. The
/// numeric ids of the user are the host's in it.
/// </summary>
/// <param name="context">The definition, read for the purpose of development.</param>
/// <param name="options">Further options of <c>podman run</c>, as a shell reads them.</param>
internal sealed class DevelopmentPodman(StepContext context, string name, string options) : IDevelopmentContainer
{
    private const string OwnerLabel = "edi.project";
    private const string FoldersLabel = "edi.folders";
    private const string OptionsLabel = "edi.options";
    private const string OwnInit = "[ -x /sbin/init ] && exec /sbin/init; exec /bin/sleep infinity";

    // Volumes cannot be added to a container: it becomes an image, and that another container with the same content.
    private string Image => $"localhost/{context.Names.Prefix}-{name.ToLowerInvariant()}:latest";

    // The container while another one with other folders takes its place.
    private string Former => $"{context.Names.Prefix}-{name}-former";

    private ImmutableArray<string> Volumes =>
        [.. context.Definition.SharedFolders.Select(folder => $"{DevelopmentPlaybooks.SourceOf(folder)}:{DevelopmentPlaybooks.PlaceOf(folder)}")];

    public void Launch(string baseDigest, bool configures, Action<string> show)
    {
        RequireEmulator();
        EndChange();
        if (Find() is not { } found)
        {
            show($"EdiLaunch: makes the container {name} of the project's first layer.");
            LoadFirstLayer(baseDigest);
            Run([], options);
        }
        else if (!(bool)found["State"]!["Running"]!)
        {
            Require("start", name);
        }

        if (!configures)
        {
            return;
        }

        foreach (var playbook in context.Definition.Playbooks)
        {
            show($"EdiLaunch: {playbook.Name} in {name}");
            Configure(playbook);
        }

        var labels = Find()!["Config"]!["Labels"]!;
        if ((string?)labels[FoldersLabel] != string.Join(' ', Volumes))
        {
            Share(options.Length > 0 ? options : (string?)labels[OptionsLabel] ?? "");
        }
    }

    public void Stop()
    {
        RequireOurs();
        Require("stop", "--time", FormattableString.Invariant($"{context.Definition.General.LxcStopTimeout}"), name);
    }

    public void Delete()
    {
        RequireOurs();
        Require("rm", "--force", name);
        Require("rm", "--force", "--ignore", Former);
        if (context.Host.Run(Podman("image", "exists", Image)) == 0)
        {
            Require("image", "rm", Image);
        }
    }

    public ToolCommand Enter(bool isTerminal)
    {
        if (!(bool)RequireOurs()["State"]!["Running"]!)
        {
            Require("start", name);
        }

        return Podman(
            ["exec", "--interactive", .. isTerminal ? ["--tty"] : ImmutableArray<string>.Empty, name, "/bin/sh", "-c", DevelopmentShell.Script, "sh", HostFacts.Read().UserName]);
    }

    private void LoadFirstLayer(string baseDigest)
    {
        string working = context.Names.Container("EdiLaunch");
        using var sandbox = context.StartSandbox(container: working);
        string archive = Path.Combine(sandbox.ScratchDirectory, "image.tar");
        using (var container = new BuildahEngine(sandbox, context.CacheDirectory).Create(working, LayerDigest.Read(baseDigest)))
        {
            container.Export(archive, Image.Split('/', ':')[1], context.Definition.Architecture);
        }

        Engines.Podman.OfBuilder(context.Host).Load(Image, archive);
        sandbox.Complete();
    }

    private void Run(ImmutableArray<string> volumes, string options)
    {
        const string script = "options=$1; shift; eval \"exec podman run --detach $options \\\"\\$@\\\"\"";
        ImmutableArray<string> identity = HostFacts.Read().UserId == 0 ? [] : ["--userns=keep-id", "--user=0:0"];
        context.Host.Require(EdiCodes.EngineFailed, Builder.Run(new ToolCommand(
            "sh",
            [
                "-c", script, "sh", options,
                "--name", name, "--hostname", name, "--systemd=always",
                "--label", $"{OwnerLabel}={context.Names.Prefix}", "--label", $"{FoldersLabel}={string.Join(' ', volumes)}", "--label", $"{OptionsLabel}={options}",
                .. identity, .. volumes.SelectMany(volume => new[] { "--volume", volume }),
                Image, "/bin/sh", "-c", OwnInit,
            ])));
    }

    // What is in the container is in the former one until the new one runs.
    private void Share(string options)
    {
        SharedFolders.MakeSources(context);
        Stop(); // First: what it writes until then belongs to its content.
        Require("commit", "--quiet", name, Image);
        Require("rename", name, Former);
        try
        {
            Run(Volumes, options);
        }
        catch (EdiException)
        {
            TakeBack();
            throw;
        }

        Require("rm", "--force", Former);
    }

    // A change of its folders was interrupted: somebody may have worked in the new one since, if that has ever run.
    private void EndChange()
    {
        if (context.Host.Run(Podman("container", "exists", Former)) != 0)
        {
            return;
        }

        if ((string?)Find()?["State"]?["Status"] is "running" or "exited" or "stopped")
        {
            Require("rm", "--force", Former);
        }
        else
        {
            TakeBack();
        }
    }

    private void TakeBack()
    {
        Require("rm", "--force", "--ignore", name);
        Require("rename", Former, name);
    }

    private void Configure(PlaybookDefinition playbook)
    {
        // Ansible writes into the mounted container, where what is in its /tmp, which is memory, is not seen.
        const string folder = "/var/tmp/.ansible";
        Require("exec", name, "/bin/sh", "-c", AnsibleSettings.MakeTemporary(folder));
        var settings = AnsibleSettings.Temporary(folder);
        DevelopmentPlaybook.Run(new(context, AnsibleInventory.OfContainer("containers.podman.podman", name), (_, _) => settings), playbook, name, context.Log);
    }

    private void RequireEmulator()
    {
        if (!DebianArchitecture.Host.Runs(context.Definition.Architecture) && ForeignPrograms.HostHandler(DebianArchitecture.Find(context.Definition.Architecture)!) is null)
        {
            throw new EdiException(
                EdiCodes.HostNotReady,
                $"The kernel has no fixed (F) binfmt_misc handler for {context.Definition.Architecture}, which a container that runs for long needs. 'sudo apt-get install qemu-user-static' gives it one where binfmt_misc is mounted.");
        }
    }

    private JsonNode? Find()
    {
        if (context.Host.Run(Podman("container", "exists", name)) != 0)
        {
            return null;
        }

        var found = JsonNode.Parse(context.Host.Capture(EdiCodes.EngineFailed, Podman("container", "inspect", name)))![0]!;
        return (string?)found["Config"]?["Labels"]?[OwnerLabel] == context.Names.Prefix ? found : throw DevelopmentPlaybook.NotOurs(name, "Podman");
    }

    private JsonNode RequireOurs() => Find() ?? throw DevelopmentPlaybook.None(name);

    private void Require(params ImmutableArray<string> arguments) => context.Host.Require(EdiCodes.EngineFailed, Podman(arguments));

    private static ToolCommand Podman(params ImmutableArray<string> arguments) => Builder.Run(new ToolCommand("podman", arguments));
}
