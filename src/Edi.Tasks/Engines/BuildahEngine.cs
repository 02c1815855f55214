using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Engines;

/// <summary>
/// Buildah, with a store of our own. It runs in the sandbox as root of a user namespace, so it needs neither a daemon
/// nor a set-up of its own, and works the same for root and for an ordinary user.
/// </summary>
/// <param name="cacheDirectory">The folder that holds the store, whose owner is the user that builds.</param>
internal sealed class BuildahEngine(IToolRunner sandbox, string cacheDirectory) : IContainerEngine
{
    public IWorkingContainer CreateEmpty(string name) => From(name, "scratch");

    public IWorkingContainer Create(string name, ContainerImage image)
    {
        if (!HasImage(image))
        {
            throw new EdiException(
                EdiCodes.LayerMissing,
                $"The layer {image.Id[..Math.Min(12, image.Id.Length)]} is missing from the store of buildah below {cacheDirectory}. Something removed it while this build ran; the next 'dotnet build' makes it again.");
        }

        return From(name, image.Id);
    }

    public void Name(ContainerImage image, string imageName)
    {
        using var shared = StoreLock.Share(cacheDirectory);
        sandbox.Capture(EdiCodes.EngineFailed, Command("tag", image.Id, imageName));
    }

    /// <summary>Whether the store has an image.</summary>
    public bool HasImage(ContainerImage image) => sandbox.Run(Command("inspect", "--type", "image", "--format", "{{.FromImageID}}", image.Id), _ => { }) == 0;

    /// <summary>The working container of that name, if there is one and it was made of this image; disposing removes it.</summary>
    public IWorkingContainer? TryContinue(string name, ContainerImage image) =>
        FindContainer(name) is not null
        && sandbox.Capture(EdiCodes.EngineFailed, Command("inspect", "--type", "container", "--format", "{{.FromImageID}}", name)).Trim() == image.Id
            ? Mount(name)
            : null;

    public IWorkingContainer Open(string name)
    {
        var container = Mount(name);
        container.Keep();
        return container;
    }

    public string? FindContainer(string name) =>
        Containers().FirstOrDefault(container => container.Name == name).Id;

    public void RemoveContainer(string name)
    {
        if (FindContainer(name) is not null)
        {
            sandbox.Capture(EdiCodes.EngineFailed, RemoveCommand(name));
        }
    }

    /// <summary>Removes an image, and containers that are made of it, as far as Buildah is able to; the log says the rest.</summary>
    public void RemoveImage(string id) => sandbox.Run(Command("rmi", "--force", id));

    public void RemoveAll(ContainerNames names) => Remove(
        container => container.StartsWith(names.Prefix, StringComparison.Ordinal),
        image => image.StartsWith(names.Image(""), StringComparison.Ordinal));

    public void RemoveSteps(ContainerNames names, IEnumerable<string> steps) => Remove(
        steps.Select(names.Container).ToHashSet().Contains,
        steps.Select(names.Image).ToHashSet().Contains);

    public ToolCommand RemoveCommand(string container) => Command("rm", container);

    private void Remove(Func<string, bool> isContainer, Func<string, bool> isImage)
    {
        using var alone = StoreLock.Take(cacheDirectory);
        foreach (string container in Containers().Select(container => container.Name).Where(isContainer))
        {
            sandbox.Capture(EdiCodes.EngineFailed, RemoveCommand(container));
        }

        ImmutableArray<string> images = [.. List("images", "--noheading", "--format", "{{.Name}}:{{.Tag}}").Where(isImage)];
        if (!images.IsEmpty)
        {
            sandbox.Capture(EdiCodes.EngineFailed, Command(["rmi", "--force", .. images]));
        }

        RemoveNameless();
    }

    private Container From(string name, string image)
    {
        RemoveContainer(name); // It is what a killed build has left.
        using (StoreLock.Share(cacheDirectory)) // A layer that is being made looks like a damaged one.
        {
            sandbox.Capture(EdiCodes.EngineFailed, Command("from", "--pull-never", "--name", name, image));
        }

        return Mount(name);
    }

    private Container Mount(string name) =>
        new(this, sandbox, name, sandbox.Capture(EdiCodes.EngineFailed, Command("mount", name)).Trim());

    private IEnumerable<(string Id, string Name)> Containers() =>
        List("containers", "--all", "--noheading", "--notruncate", "--format", "{{.ContainerID}} {{.ContainerName}}")
            .Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries)).Select(parts => (parts[0], parts[1]));

    private string Commit(string container, string root, string imageName)
    {
        using var shared = StoreLock.Share(cacheDirectory);
        Attributes("note", root);
        string id = sandbox.Capture(EdiCodes.EngineFailed, Command("commit", "--quiet", "--disable-compression", container, imageName)).Trim();
        Attributes("restore", root, StoreSession.StoreBelow(cacheDirectory), id);
        return id;
    }

    // What Buildah leaves out of a layer.
    private void Attributes(params ImmutableArray<string> arguments) =>
        sandbox.Require(EdiCodes.EngineFailed, new ToolCommand("python3", ["-I", "-c", Script.Of("layer-attributes.py"), .. arguments]));

    private void Export(string container, string archive, string name, string architecture)
    {
        var (oci, variant) = OciArchitecture.Of(architecture);
        ImmutableArray<string> time = ToolEnvironment.SourceDateEpoch is { } epoch ? ["--timestamp", epoch] : [];
        sandbox.Capture(EdiCodes.EngineFailed, Command(
            "config", "--os", "linux", "--arch", oci, "--variant", variant, "--cmd", "/bin/bash",
            "--env", $"PATH={ToolEnvironment.SearchPath}", container));
        sandbox.Capture(EdiCodes.EngineFailed, Command(["commit", "--quiet", "--format", "oci", .. time, container, $"oci-archive:{archive}:{name}:latest"]));
    }

    // While somebody makes images, they stay for the next who prunes.
    private void Prune()
    {
        using var alone = StoreLock.TryTake(cacheDirectory);
        if (alone is not null)
        {
            RemoveNameless();
        }
    }

    // Layers that lost their name to a newer one. This store holds nothing but what projects name, or are about to.
    private void RemoveNameless() => sandbox.Capture(EdiCodes.EngineFailed, Command("rmi", "--prune", "--force"));

    private ImmutableArray<string> List(params string[] arguments) =>
        [.. sandbox.Capture(EdiCodes.EngineFailed, Command([.. arguments])).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private ToolCommand Command(params ImmutableArray<string> arguments) =>
        new ToolCommand(
            "buildah",
            [
                "--root", StoreSession.StoreBelow(cacheDirectory), "--runroot", StoreSession.RunRoot, "--storage-driver", "overlay",
                .. arguments,
            ])
            // Tells Buildah that the user namespace is there already.
            .With("_CONTAINERS_USERNS_CONFIGURED", "done")
            .With("BUILDAH_ISOLATION", "chroot");

    private sealed class Container(BuildahEngine engine, IToolRunner sandbox, string containerName, string root) : IWorkingContainer
    {
        private bool _isKept;

        public string RootDirectory => root;

        public void Keep() => _isKept = true;

        public ContainerImage Commit(string imageName)
        {
            string id = engine.Commit(containerName, root, imageName);
            engine.Prune();
            return new(id);
        }

        public void Export(string archive, string name, string architecture) => engine.Export(containerName, archive, name, architecture);

        public void Dispose()
        {
            if (!_isKept)
            {
                sandbox.Run(engine.RemoveCommand(containerName), _ => { });
            }
        }
    }
}
