using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition.Components;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Definition.Overlays;
using Edi.Tasks.Definition.Playbooks;
using Edi.Tasks.Definition.ProjectItems;
using Edi.Tasks.Definition.Reading;
using Edi.Tasks.Definition.Schema;
using Edi.Tasks.Definition.Templates;
using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Definition;

/// <summary>
/// Loads a definition as edi does, strictly: render each file, parse it, merge the overlays, hold the whole against the
/// schema, read it into records, render the commands. Everything that is wrong is found in one pass.
/// </summary>
internal sealed class DefinitionLoader(DefinitionSource source, HostFacts host, CancellationToken cancellation)
{
    private readonly ProblemList _problems = new();
    private readonly TemplateRenderer _renderer = new(source.Folders.Rendered, source.IsStrict, cancellation);

    /// <exception cref="EdiException">EDI1nnn: everything that is wrong with the definition.</exception>
    public LoadedDefinition Load()
    {
        var loadTime = LoadTimeVariables.Of(source, host, source.Project.Parameters);
        var roots = Parse(loadTime);
        if (roots.All(root => root.Position.File != source.File))
        {
            _problems.ThrowIfErrors(); // Without its base, all that the overlays say looks wrong.
        }

        var merged = source.Project.Over(Merge(roots), _problems);
        new SchemaValidator(_problems).Validate(merged, DefinitionSchema.Root);
        foreach (var root in roots)
        {
            GeneralReader.CheckVersion(root.Mapping("general"), _problems); // After the schema, which may know better what is wrong with it.
        }

        var definition = Read(merged, loadTime) with { Secrets = SecretParameters.Of(YamlValues.ToJson(merged)) };
        new ComponentLayouts(source, roots, merged).Explain(_problems);
        _problems.ThrowIfErrors();
        return new(definition, merged, loadTime, _problems.All);
    }

    /// <summary>The roots of all files, each before those that override it: the components', the base's, the overlays'; files that cannot be parsed are reported and left out.</summary>
    private ImmutableArray<MappingNode> Parse(JsonObject loadTime)
    {
        const string remedy = "Define it by an item EdiParameter of the project (parameters of the definition itself are not known yet)";
        ImmutableArray<string> fragments = [.. source.Plugins.Components.Select(component => component.DefinitionFile).Where(File.Exists).Reverse()];
        bool isThere = File.Exists(source.File);
        if (!isThere && (OverlayFiles.WithOtherExtension(source.File) is not null || !(source.MayBeMissing && (source.Project.IsDefinition || fragments.Length > 0))))
        {
            throw new EdiException([DefinitionNotFound()]);
        }

        var templates = ImmutableArray.CreateBuilder<Template>();
        foreach (string file in fragments.Concat(isThere ? OverlayFiles.Of(source.File, host.HostName, host.UserName, _problems) : []))
        {
            _problems.Collect(() => templates.Add(new(file, YamlFile.ReadText(file), loadTime, remedy)));
        }

        var roots = ImmutableArray.CreateBuilder<MappingNode>();
        foreach (var rendered in _renderer.Render("definition", templates.ToImmutable(), _problems).OfType<RenderedText>())
        {
            _problems.Collect(() => AddRoot(YamlFile.Parse(rendered, _problems), roots));
        }

        return roots.ToImmutable();
    }

    private EdiProblem DefinitionNotFound()
    {
        string folder = Path.GetDirectoryName(source.File)!;
        string? other = OverlayFiles.WithOtherExtension(source.File)
            ?? (Directory.Exists(folder) ? EditDistance.Nearest(Path.GetFileName(source.File), Directory.EnumerateFiles(folder, "*.y*ml").Select(file => Path.GetFileName(file)!)) : null);
        string remedy = other is null
            ? "It is the YAML file beside the project with the project's name, or what the property EdiDefinition names."
            : $"Did you mean '{Path.GetFileName(other)}'? Rename it to {Path.GetFileName(source.File)}, or name it in the project: <EdiDefinition>{Path.GetRelativePath(Path.GetDirectoryName(source.ProjectFile)!, Path.Combine(folder, Path.GetFileName(other)))}</EdiDefinition>.";
        return new(EdiCodes.DefinitionNotFound, $"The definition '{source.File}' {(Directory.Exists(source.File) ? "is a folder" : "does not exist")}. {remedy}", new(source.ProjectFile, 1, 1, 1, 1));
    }

    private void AddRoot(DefinitionNode? root, ImmutableArray<MappingNode>.Builder roots)
    {
        switch (root)
        {
            case MappingNode read:
                var mapping = ObsoleteSections.LeaveOut(read, _problems);
                // A component's part on the bootstrap is for the image that does it.
                bool isWithoutBootstrap = !source.Bases.IsEmpty && source.Plugins.Components.Any(component => component.DefinitionFile == mapping.Position.File);
                roots.Add(isWithoutBootstrap ? mapping with { Entries = [.. mapping.Entries.Where(entry => entry.Key.Text != "bootstrap")] } : mapping);
                break;
            case not null:
                _problems.Add(EdiCodes.WrongKind, root.Position, $"The definition must be a mapping of keys to values; found {root.Describe()}.");
                break;
        }
    }

    private MappingNode Merge(ImmutableArray<MappingNode> roots) =>
        roots.IsEmpty
            ? new([], new(source.File, 1, 1, 1, 1))
            : roots.Skip(1).Aggregate(roots[0], (merged, overlay) => OverlayMerge.Merge(merged, overlay, _problems)) with
            {
                // What is wrong with the whole is for the project to mend, and no component's mistake.
                Position = roots.FirstOrDefault(root => root.Position.File == source.File)?.Position ?? new(source.File, 1, 1, 1, 1),
            };

    private ImageDefinition Read(MappingNode merged, JsonObject loadTime)
    {
        var general = GeneralReader.Read(merged.Mapping("general"), source.Engine.Kind, _problems);
        var parameters = merged.Mapping("general")?.Mapping("parameters");
        AmbiguousValues.Refuse(parameters, _problems);
        var section = merged.Mapping("bootstrap");
        string architecture = source.Bases is [var theBase, ..] ? theBase.Architecture : Architecture(section, parameters);
        var bootstrap = section is null ? null : new BootstrapReader(merged.Find("bootstrap")!, section, architecture, source.Plugins, _problems).Read();
        var variables = new NodeVariables(loadTime, general, section is null && source.Bases.IsEmpty ? null : architecture, source.Engine.HasInstances, parameters);
        var nodes = new NodeReader(merged, source.Plugins, variables, _problems);

        var commands = new CommandReader(nodes, source, _renderer, _problems);
        commands.ReadPreprocessing();
        var rootFileSystem = commands.RootFileSystem();
        var settings = new SettingsReader(source, _problems);
        var playbooks = nodes.Playbooks();
        PlaybookParameters.Of(source.Plugins, _problems).Check(merged, playbooks);
        var sharedFolders = nodes.SharedFolders();
        var image = merged.Mapping("image") is { } layout ? new LayoutReader(source.Plugins, _problems).Read(merged.Find("image")!, layout) : null;
        new RootFileSystemCheck(merged, source, _problems).Check(rootFileSystem, source.Bases);
        commands.ReadPostprocessing(
            StepArtifacts(section is not null, rootFileSystem is not null || !source.Bases.IsEmpty, image is not null),
            image is null ? [] : source.Folders.OfImage(image));
        var documentation = nodes.DocumentationSteps();
        var rendered = settings.Apply(commands.Render());
        if (!documentation.IsEmpty)
        {
            var places = InputPlaces.Of(source.Plugins, source.Folders);
            rendered = [.. rendered.Select(command => command with { RendersDocumentation = new CommandInputs(command, source.Plugins, places).RenderDocumentation })];
        }

        var plugins = new InstancePluginReader(nodes, _renderer, _problems);
        var configured = settings.Apply([.. new DevelopmentPlaybooks(source, variables, sharedFolders).Complete(playbooks)]);
        new PlaybookCheck(source.Plugins, _problems, cancellation).Check(configured);
        settings.CheckNodes(configured.Select(playbook => playbook.Name).Concat(rendered.Select(command => command.Name)));

        return new(
            source.ConfigurationName,
            source.File,
            source.Plugins,
            architecture,
            general,
            bootstrap,
            rootFileSystem,
            [.. rendered.Where(command => command.Stage == CommandStage.Preprocessing)],
            configured,
            image,
            [.. rendered.Where(command => command.Stage == CommandStage.Postprocessing)],
            plugins.Templates(source.Engine.HasInstances),
            plugins.Profiles(source.Engine.HasInstances, source.Purpose == DefinitionPurpose.Image),
            sharedFolders,
            documentation)
        {
            Engine = source.Engine,
            Base = source.Bases.FirstOrDefault(),
            Applications = ReadApplications(architecture),
            LintRules = [.. source.Plugins.Components.SelectMany(component => LintRuleReader.Read(component, _problems))],
            Machine = MachineReader.Read(merged.Mapping("machine"), architecture, _problems),
            Verify = merged.Mapping("verify") is { } verify ? new VerifyReader(verify, source.Plugins, _problems).Read() : null,
        };
    }

    private ImmutableArray<ApplicationDefinition> ReadApplications(string architecture)
    {
        var reader = new ApplicationItemReader(architecture, _problems);
        reader.Check(source.References);
        return reader.Read(source.Applications);
    }

    /// <summary>The image's architecture: the bootstrap section's, in edi's second workflow a parameter, else the host's.</summary>
    private string Architecture(MappingNode? bootstrap, MappingNode? parameters)
    {
        if (bootstrap?.Text("architecture") is { } text)
        {
            return DebianArchitecture.Find(text.Text)?.Name ?? DebianArchitecture.Host.Name;
        }

        if (bootstrap is not null || parameters?.Text("edi_bootstrap_architecture") is not { } parameter)
        {
            return DebianArchitecture.Host.Name;
        }

        if (DebianArchitecture.Find(parameter.Text) is { } architecture)
        {
            return architecture.Name;
        }

        _problems.Add(EdiCodes.InvalidValue, parameter.Position, $"'edi_bootstrap_architecture' must be one of {string.Join(", ", DebianArchitecture.All.Select(known => known.Name))}; found '{parameter.Text}'.{(DebianArchitecture.NameOf(parameter.Text) is { } meant ? $" Did you mean '{meant}'?" : "")}");
        return DebianArchitecture.Host.Name;
    }

    /// <summary>What the steps before the postprocessing commands leave, by edi's names, and the disk image by ours.</summary>
    private IEnumerable<KeyValuePair<string, JsonNode?>> StepArtifacts(bool hasBootstrap, bool hasRootFileSystem, bool hasImage)
    {
        var artifacts = new StepArtifacts(source.Folders.Artifacts, source.ConfigurationName);
        if (hasBootstrap || hasRootFileSystem)
        {
            yield return new("edi_project_container", source.ContainerName);
            yield return new("edi_project_container_seal", artifacts.Seal);
        }

        if (hasBootstrap)
        {
            yield return new("edi_input_artifact", artifacts.LxdArchive);
        }

        if (hasImage)
        {
            yield return new("edi_disk_image", source.Folders.DiskImage);
        }
    }
}

/// <summary>A definition that is right.</summary>
/// <param name="Merged">Its rendered and merged text.</param>
/// <param name="LoadTimeVariables">What its templates could use.</param>
internal sealed record LoadedDefinition(ImageDefinition Definition, MappingNode Merged, JsonObject LoadTimeVariables, ImmutableArray<EdiProblem> Warnings);
