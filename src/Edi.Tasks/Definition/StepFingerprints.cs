using Edi.Tasks.Incremental;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Definition;

/// <summary>
/// What each step depends on, besides the result of the step before it, which MSBuild compares by its digest file.
/// A step's fingerprint holds only what that step reads: a change of the disk layout must not redo the bootstrap.
/// </summary>
internal static class StepFingerprints
{
    public static IEnumerable<(string Step, Fingerprint Fingerprint)> Of(ImageDefinition definition, PluginLookup plugins, string sdkVersion)
    {
        yield return (StepNames.Bootstrap, OfBootstrap(definition.Bootstrap, Begin(sdkVersion)));
        yield return (StepNames.Container, Begin(sdkVersion).AddPackages(["buildah", "tar"]));
        foreach (var playbook in definition.Playbooks)
        {
            yield return (StepNames.Playbook(playbook.Name), OfPlaybook(definition, playbook, plugins, Begin(sdkVersion)));
        }

        yield return (StepNames.Image, OfImage(definition, Begin(sdkVersion)));
    }

    private static Fingerprint Begin(string sdkVersion) => new Fingerprint()
        .Add("sdk", sdkVersion)
        .Add("SOURCE_DATE_EPOCH", Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH") ?? "");

    /// <summary>What tells one native twin from another. It is no input of a step: with and without it the results are the same.</summary>
    public static Fingerprint OfTwin(BootstrapDefinition bootstrap, string sdkVersion) =>
        AddSources(bootstrap, new Fingerprint().Add("sdk", sdkVersion).Add("host", DebianArchitecture.Host.Name));

    private static Fingerprint OfBootstrap(BootstrapDefinition bootstrap, Fingerprint fingerprint)
    {
        AddSources(bootstrap, fingerprint)
            .Add("variant", bootstrap.Variant)
            .Add("additional_packages", bootstrap.AdditionalPackages)
            .AddPackages(["mmdebstrap", "apt", "debian-archive-keyring"]);
        return AddEmulator(fingerprint, bootstrap.Architecture);
    }

    private static Fingerprint AddSources(BootstrapDefinition bootstrap, Fingerprint fingerprint)
    {
        fingerprint
            .Add("suite", bootstrap.Suite)
            .Add("architecture", bootstrap.Architecture)
            .Add("components", bootstrap.Components);
        foreach (var mirror in bootstrap.Mirrors)
        {
            fingerprint.Add("mirror", [mirror.Uri, mirror.Suite, .. mirror.Components, mirror.Unsigned ? "unsigned" : "signed"]);
        }

        foreach (string keyring in bootstrap.Keyrings)
        {
            fingerprint.AddFile("keyring", keyring);
        }

        return fingerprint;
    }

    private static Fingerprint OfPlaybook(ImageDefinition definition, PlaybookDefinition playbook, PluginLookup plugins, Fingerprint fingerprint)
    {
        fingerprint.Add("playbook", Path.GetFileName(playbook.Path)).AddFolder("files", Path.GetDirectoryName(playbook.Path)!);
        // Roles that several playbooks share lie beside their folders and are named by '../roles/NAME'.
        string beside = Path.GetFullPath("../roles", Path.GetDirectoryName(playbook.Path)!);
        if (Directory.Exists(beside))
        {
            fingerprint.AddFolder("../roles", beside);
        }

        foreach (var (name, folder) in AnsibleFolders.Existing(plugins))
        {
            fingerprint.AddFolder(name, folder);
        }

        foreach (var (name, value) in PlaybookVariables.Of(definition, playbook, plugins))
        {
            // The folders are hashed above; where they lie does not shape the result.
            if (!PlaybookVariables.IsPlace(name))
            {
                fingerprint.AddHidden($"parameter.{name}", value?.ToJsonString() ?? "null");
            }
        }

        return AddEmulator(fingerprint.AddPackages(["ansible-core", "ansible", "buildah"]), definition.Bootstrap.Architecture);
    }

    private static Fingerprint OfImage(ImageDefinition definition, Fingerprint fingerprint)
    {
        fingerprint.Add("name", definition.Name).Add("partition_table", definition.Image.PartitionTable.ToString());
        foreach (var partition in definition.Image.Partitions)
        {
            fingerprint.Add($"partition.{partition.Name}", (partition with { Position = new("", 0, 0, 0, 0) }).ToString());
        }

        return fingerprint.AddPackages(["fdisk", "e2fsprogs", "dosfstools", "mtools", "bmap-tools", "dpkg"]);
    }

    private static Fingerprint AddEmulator(Fingerprint fingerprint, string architecture) =>
        DebianArchitecture.Host.Runs(architecture)
            ? fingerprint
            : fingerprint.AddPackages(["qemu-user-static", "qemu-user"]);
}
