using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Definition.Templates;
using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Engines.Instances;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Definition;

/// <summary>
/// What each step depends on, besides the result of the step before it, which MSBuild compares by its digest file.
/// A step's fingerprint holds only what that step reads: a change of the disk layout must not redo the bootstrap.
/// </summary>
internal sealed class StepFingerprints(ImageDefinition definition, DefinitionFolders folders, string sdkVersion)
{
    private readonly StepPlan _plan = new(definition, "", []);
    private readonly InputPlaces _places = InputPlaces.Of(definition.Plugins, folders);

    public IEnumerable<(string Step, Fingerprint Fingerprint)> All()
    {
        foreach (var (step, command) in _plan.Preprocessing.Zip(definition.PreprocessingCommands).Concat(_plan.Postprocessing.Zip(definition.PostprocessingCommands)))
        {
            yield return (step.Step, OfCommand(command, Begin(step.Inputs)));
        }

        if (definition.Bootstrap is { } bootstrap)
        {
            yield return (StepNames.Bootstrap, OfBootstrap(bootstrap, Begin()));
        }

        if (definition.HasContainer)
        {
            yield return (StepNames.Container, OfContainer(Begin(_plan.RootFileSystemStep)));
        }

        foreach (var (step, playbook) in _plan.Playbooks.Zip(definition.Playbooks))
        {
            yield return (step.Step, OfPlaybook(playbook, Begin(step.Inputs)));
        }

        foreach (var step in _plan.Export)
        {
            yield return (step.Step, Begin(step.Inputs).AddPackages(["buildah", "tar"]));
        }

        foreach (var (step, application) in _plan.Applications.Zip(definition.Applications))
        {
            yield return (step.Step, OfApplication(application, Begin(step.Inputs)));
        }

        if (definition.Image is not null)
        {
            yield return (StepNames.Image, OfImage(Begin(_plan.LastLayer)));
            yield return (StepNames.Report, Begin(StepNames.Image).AddPackages(["fdisk", "util-linux", "e2fsprogs", "mtools"]));
        }

        foreach (var (step, format) in _plan.Formats.Zip(definition.Image?.Formats ?? []))
        {
            yield return (step.Step, Begin(step.Inputs).Add("format", format.Name).Add("name", definition.Name).AddPackages(format.Package.Length > 0 ? [format.Package] : ["buildah", "tar"]));
        }

        foreach (var step in _plan.Documentation)
        {
            yield return (step.Step, OfDocumentation(definition.Documentation!, Begin(step.Inputs)));
        }

        foreach (var step in _plan.Lint)
        {
            // The other rules are the SDK's; the layers of all steps tell who has left what.
            var fingerprint = Begin(step.Inputs).Add("layers", _plan.Layers.Select(layer => layer.Step)).AddPackages(["buildah"]);
            if (definition.Image?.RawDataBehindRoot is { } data)
            {
                fingerprint.Add("raw data behind root", data.Name);
            }

            yield return (step.Step, definition.LintRules.Aggregate(fingerprint, (all, rule) => all.Add($"rule.{rule.Component}.{rule.Name}", rule.Describe())));
        }
    }

    /// <summary>What tells one native twin from another. It is no input of a step: with and without it the results are the same.</summary>
    public static Fingerprint OfTwin(BootstrapDefinition bootstrap, string sdkVersion) =>
        AddSources(bootstrap, new Fingerprint().Add("sdk", sdkVersion).Add("host", DebianArchitecture.Host.Name));

    // The names of the steps whose results it begins with, too: where one of them is gone, what comes before it has not
    // changed and is older than the step, which MSBuild would take for up to date.
    private Fingerprint Begin(params ImmutableArray<string> inputs) => new Fingerprint()
        .Add("sdk", sdkVersion)
        .Add("SOURCE_DATE_EPOCH", Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH") ?? "")
        .Add("preceding steps", inputs);

    private Fingerprint OfBootstrap(BootstrapDefinition bootstrap, Fingerprint fingerprint)
    {
        AddSources(bootstrap, fingerprint)
            .Add("variant", bootstrap.Variant)
            .Add("additional_packages", bootstrap.AdditionalPackages)
            .AddPackages(["mmdebstrap", "apt", "debian-archive-keyring"]);
        return AddEmulator(fingerprint);
    }

    private static Fingerprint AddSources(BootstrapDefinition bootstrap, Fingerprint fingerprint)
    {
        fingerprint
            .Add("suite", bootstrap.Suite)
            .Add("architecture", bootstrap.Architecture)
            .Add("components", bootstrap.Components);
        foreach (var mirror in bootstrap.Mirrors)
        {
            fingerprint.AddMasked("mirror", string.Join(' ', [mirror.Uri, mirror.Suite, .. mirror.Components, mirror.Unsigned ? "unsigned" : "signed"]));
            foreach (string keyring in mirror.Keyrings)
            {
                fingerprint.AddFile("mirror.keyring", keyring);
            }
        }

        foreach (string keyring in bootstrap.Keyrings)
        {
            fingerprint.AddCopied("keyring", keyring, FileModes.None);
        }

        return bootstrap.KeyUrls.Aggregate(fingerprint, (with, key) => with.AddMasked("key", key.Url));
    }

    private Fingerprint OfContainer(Fingerprint fingerprint)
    {
        if (definition.Base is { } image)
        {
            fingerprint.Add("base", Path.GetFileNameWithoutExtension(image.Project));
        }

        if (!definition.Engine.HasInstances)
        {
            return fingerprint.AddPackages(["buildah", "tar"]);
        }

        fingerprint
            .Add("engine", definition.Engine.Name)
            // Where the project's folder has been moved or copied, the layers of its former place are not its own.
            .Add("instance", definition.Instance)
            .Add("remote", definition.Engine.Remote)
            .Add("member", definition.Engine.Member)
            .Add("bridge", definition.General.LxcBridgeInterfaceName)
            .Add("interface", definition.General.LxcNetworkInterfaceName);
        foreach (var profile in definition.LxcProfiles)
        {
            fingerprint.AddHidden($"lxc_profiles.{profile.Name}", profile.Content!.ToJsonString());
        }

        foreach (var template in definition.LxcTemplates)
        {
            fingerprint.AddHidden($"lxc_templates.{template.Name}", template.Content!.ToJsonString());
        }

        foreach (var (name, file) in InstanceMetadata.TemplateFiles(definition))
        {
            fingerprint.AddFile($"lxc_templates.{name}", file);
        }

        return fingerprint;
    }

    private Fingerprint OfPlaybook(PlaybookDefinition playbook, Fingerprint fingerprint)
    {
        var files = new PlaybookFiles(playbook, definition.Plugins, _places);
        fingerprint.Add("playbook", Path.GetFileName(playbook.Path));
        foreach (var (name, path, isIgnored) in files.Inputs)
        {
            fingerprint.AddInput(name, path, isIgnored);
        }

        AddEnvironment(playbook.Settings.Environment, fingerprint);
        if (playbook.Settings.Configuration.Length > 0)
        {
            fingerprint.AddFile("ansible configuration", playbook.Settings.Configuration);
        }

        if (!playbook.Settings.ShapingArguments.IsEmpty)
        {
            fingerprint.AddMasked("EdiAnsibleArguments", WithoutPlaces(string.Join(' ', playbook.Settings.ShapingArguments.Select(ToolCommand.Quote))));
        }

        foreach (string file in playbook.Settings.ArgumentFiles)
        {
            fingerprint.AddFile("EdiAnsibleArguments", file);
        }

        foreach (var (name, value) in playbook.Variables)
        {
            // A fact of the host that nobody names does not shape the result.
            if (!LoadTimeVariables.IsHostFact(name) || files.Mentions(name))
            {
                fingerprint.AddHidden($"parameter.{name}", Describe(name, value));
            }
        }

        if (files.Mentions(LoadTimeVariables.SshPublicKeys))
        {
            foreach (string key in playbook.Variables.GetValueOrDefault(LoadTimeVariables.SshPublicKeys) is JsonArray keys ? keys.Select(key => key!.ToString()).Where(File.Exists) : [])
            {
                fingerprint.AddFile("ssh_pub_key", key);
            }
        }

        return AddEmulator(fingerprint.AddPackages(["ansible-core", "ansible", "buildah"]));
    }

    // One that the environment of the build does not have is not there either.
    private void AddEnvironment(ImmutableArray<EnvironmentVariable> environment, Fingerprint fingerprint)
    {
        foreach (var variable in environment)
        {
            if (variable.Current is { } value)
            {
                string name = $"environment.{variable.Name}";
                _ = variable.IsSecret ? fingerprint.AddHidden(name, value) : fingerprint.AddMasked(name, WithoutPlaces(value));
            }
        }
    }

    // The folders are hashed by their content; where they lie does not shape the result.
    private string Describe(string name, JsonNode? value) => LoadTimeVariables.IsPlace(name) && value is JsonValue place
        ? name == LoadTimeVariables.ProjectDirectoryHash ? "" : WithoutPlaces(place.ToString())
        : value?.ToJsonString() ?? "null";

    private Fingerprint OfCommand(CommandDefinition command, Fingerprint fingerprint)
    {
        fingerprint
            .AddHidden("script", WithoutPlaces(command.Script))
            .Add("require_root", command.RequireRoot.ToString().ToLowerInvariant());
        AddEnvironment(command.Environment, fingerprint);
        foreach (var (name, path) in new CommandInputs(command, definition.Plugins, _places).Files)
        {
            fingerprint.AddInput(name, path);
        }

        if (command.RendersDocumentation)
        {
            AddDocumentationSteps(fingerprint);
        }

        foreach (var output in command.Outputs)
        {
            fingerprint.Add($"output.{output.Name}", $"{output.Kind} {WithoutPlaces(output.Location)}");
        }

        return AddEmulator(fingerprint.AddPackages(["buildah"]));
    }

    private Fingerprint OfDocumentation(DocumentationDefinition documentation, Fingerprint fingerprint)
    {
        AddDocumentationSteps(fingerprint).Add("formats", documentation.Formats);
        if (documentation.Input.Length > 0)
        {
            fingerprint.AddInput("input", documentation.Input);
        }

        return documentation.Formats.IsEmpty
            ? fingerprint
            : fingerprint.Add("name", definition.Name).Add("version", documentation.Version).AddPackages(DocumentationFormats.PackagesOf(documentation.Formats));
    }

    private Fingerprint AddDocumentationSteps(Fingerprint fingerprint)
    {
        foreach (var step in definition.DocumentationSteps)
        {
            var files = new DocumentationFiles(step, _places);
            fingerprint.Add($"documentation.{step.Name}", $"{files.Name} to {step.OutputFile}");
            foreach (var (name, value) in step.Variables)
            {
                if (!LoadTimeVariables.IsHostFact(name) || files.Mentions(name))
                {
                    fingerprint.AddHidden($"documentation.{step.Name}.{name}", Describe(name, value));
                }
            }
        }

        foreach (var (name, path) in definition.DocumentationSteps.Select(step => new DocumentationFiles(step, _places)).Select(files => (files.InputName, files.InputPath)).Distinct())
        {
            fingerprint.AddInput(name, path);
        }

        return fingerprint.AddPackages([TemplateRenderer.Package, "python3-yaml", .. DocumentationFormats.RendererPackages]);
    }

    private static Fingerprint OfApplication(ApplicationDefinition application, Fingerprint fingerprint)
    {
        fingerprint.Add("EdiInstallPath", application.InstallPath);
        foreach (string file in application.ConfigurationFiles)
        {
            fingerprint.AddCopied($"EdiConfigurationFiles.{Path.GetFileName(file)}", file, FileModes.Executable);
        }

        if (application.Service is { } service)
        {
            fingerprint.Add("EdiService", service.Unit);
            if (service.File is { } file)
            {
                fingerprint.AddCopied("EdiServiceFile", file, FileModes.Executable);
            }

            fingerprint.AddPackages(["systemd"]);
        }

        return fingerprint.AddPackages(["buildah", "tar"]);
    }

    private Fingerprint OfImage(Fingerprint fingerprint)
    {
        var image = definition.Image!;
        fingerprint.Add("name", definition.Name).Add("partition_table", image.PartitionTable.ToString().ToLowerInvariant());
        if (image.Size is { } size)
        {
            fingerprint.Add("size", size.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var partition in image.Partitions)
        {
            fingerprint.Add($"partition.{partition.Name}", partition.Describe());
            fingerprint.Add($"partition.{partition.Name}.attributes", partition.Attributes);
            foreach (var file in partition.Files)
            {
                AddContent($"partition.{partition.Name}{file.Destination}", file.Source, partition.FileSystem == FileSystemKind.Vfat ? FileModes.None : FileModes.Executable, fingerprint);
            }
        }

        foreach (var data in image.RawData)
        {
            AddContent(string.Create(CultureInfo.InvariantCulture, $"raw_data.{data.Name} at {data.Offset}"), data.Source, FileModes.None, fingerprint);
        }

        return fingerprint.AddPackages(["fdisk", "e2fsprogs", "dosfstools", "mtools", "bmap-tools", "dpkg", .. (image with { Formats = [] }).HostPackages]);
    }

    /// <param name="modes">What the file system keeps of the source's modes.</param>
    private static void AddContent(string name, ContentSource source, FileModes modes, Fingerprint fingerprint)
    {
        if (source.IsInProject)
        {
            fingerprint.AddCopied(name, source.Path, modes);
        }
        else
        {
            fingerprint.Add(name, source.Path);
        }
    }

    /// <summary>A text without the folders of this checkout: where a project lies does not shape its results.</summary>
    private string WithoutPlaces(string text) => new[]
    {
        (folders.Work, "$WORK"), (folders.Artifacts, "$ARTIFACTS"), (folders.Output, "$OUTPUT"),
    }
        // One of them may lie in the project's folder.
        .Concat(definition.Plugins.Components.OrderByDescending(component => component.PluginDirectory.Length).Select(component => (component.PluginDirectory, component.Label)))
        .Concat([(definition.Plugins.ProjectDirectory, "$PROJECT"), (definition.Plugins.SdkPluginDirectory, "$SDK")])
        .Aggregate(text, (shortened, place) => shortened.Replace(place.Item1, place.Item2, StringComparison.Ordinal));

    private Fingerprint AddEmulator(Fingerprint fingerprint) =>
        DebianArchitecture.Host.Runs(definition.Architecture)
            ? fingerprint
            : fingerprint.AddPackages(["qemu-user-static", "qemu-user"]);
}
