using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Definition.Schema;
using Edi.Tasks.Definition.Templates;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Reading;

/// <summary>
/// Reads both sections of commands, in the order in which they run. Each command's template is rendered with the
/// artifacts of those before it, by name; these override parameters of the same name.
/// </summary>
internal sealed class CommandReader(NodeReader nodes, DefinitionSource source, TemplateRenderer renderer, ProblemList problems)
{
    private readonly List<(CommandDefinition Command, Template? Template)> _commands = [];
    private readonly Dictionary<string, ArtifactDefinition> _artifacts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _makers = new(StringComparer.Ordinal);
    private ImmutableHashSet<string> _image = [];

    /// <summary>Reads the commands that run before there is a container.</summary>
    public void ReadPreprocessing() => ReadStage(CommandStage.Preprocessing, "preprocessing_commands", "preprocessing command", source.Folders.Artifacts);

    /// <summary>The artifact that is the root file system, if a preprocessing command makes it.</summary>
    public ArtifactDefinition? RootFileSystem()
    {
        var found = _commands.SelectMany(read => read.Command.Outputs).Where(output => output.Name == "edi_bootstrapped_rootfs").ToList();
        foreach (var other in found.Skip(1))
        {
            problems.Add(EdiCodes.RootFileSystemSource, other.Position, $"A second command makes the root file system 'edi_bootstrapped_rootfs'; the first is in {found[0].Position.SeenFrom(other.Position)}. Only one may.");
        }

        if (found is [{ Kind: ArtifactKind.PodmanImageRoot or ArtifactKind.BuildahContainer } artifact, ..])
        {
            problems.Add(EdiCodes.RootFileSystemSource, artifact.Position, "The root file system 'edi_bootstrapped_rootfs' must be a path (a tar archive) or a podman-image.");
        }

        return found.FirstOrDefault();
    }

    /// <summary>Reads the commands that run on the configured container.</summary>
    /// <param name="variables">What the steps before them leave, by name.</param>
    /// <param name="image">The files of the disk image, which no command may replace.</param>
    public void ReadPostprocessing(IEnumerable<KeyValuePair<string, JsonNode?>> variables, ImmutableArray<string> image)
    {
        _image = [.. image];
        ReadStage(CommandStage.Postprocessing, "postprocessing_commands", "postprocessing command", source.Folders.Output, [.. variables]);
    }

    /// <summary>The commands, rendered, in the order in which they run.</summary>
    public ImmutableArray<CommandDefinition> Render()
    {
        var templates = _commands.Where(read => read.Template is not null).ToImmutableArray();
        var rendered = renderer.Render("commands", [.. templates.Select(read => read.Template!)], problems);
        return [.. templates.Zip(rendered, (read, text) => read.Command with { Script = text?.Text ?? "" })];
    }

    private void ReadStage(CommandStage stage, string section, string what, string folder, params ImmutableArray<KeyValuePair<string, JsonNode?>> variables)
    {
        foreach (var node in nodes.Nodes(section, what))
        {
            // Projects in one folder share the folder of what they are built for.
            string staging = Path.Combine(folder, $".{stage}.{source.ConfigurationName}.{node.Name}.partial");
            var outputs = ReadOutputs(node, folder);
            var seen = node.Variables
                .SetItems(variables)
                .SetItems(_artifacts.Select(artifact => KeyValuePair.Create(artifact.Key, (JsonNode?)artifact.Value.Location)))
                .SetItems(outputs.Select(output => KeyValuePair.Create(output.Name, (JsonNode?)Staged(output, staging))));
            foreach (var output in outputs)
            {
                _artifacts[output.Name] = output;
            }

            var command = new CommandDefinition(node.Name, stage, node.Path ?? "", Root(node.Node), outputs, "", staging, node.Position) { Variables = seen };
            bool isUsable = node.Path is not null && node.Node.Mapping("output") is not null;
            _commands.Add((command, isUsable ? ReadTemplate(node.Path!, seen) : null));
        }
    }

    private Template? ReadTemplate(string path, IEnumerable<KeyValuePair<string, JsonNode?>> variables)
    {
        const string remedy = "Define it as a parameter of the command or in general.parameters, or as the output of an earlier command";
        Template? template = null;
        problems.Collect(() => template = new(
            path,
            // Jinja2 writes one kind of line ends, with which a text that it need not render ends its lines too.
            YamlFile.ReadText(path).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'),
            new JsonObject(variables.Select(variable => KeyValuePair.Create(variable.Key, variable.Value?.DeepClone()))),
            remedy));
        return template;
    }

    private ImmutableArray<ArtifactDefinition> ReadOutputs(ReadNode node, string folder)
    {
        var outputs = ImmutableArray.CreateBuilder<ArtifactDefinition>();
        foreach (var (key, value) in node.Node.Mapping("output")?.Entries ?? [])
        {
            var location = value as ScalarNode ?? (value as MappingNode)?.Text("location");
            var kind = (value as MappingNode)?.Text("type")?.Text switch
            {
                "podman-image" => ArtifactKind.PodmanImage,
                "podman-image-root" => ArtifactKind.PodmanImageRoot,
                "buildah-container" => ArtifactKind.BuildahContainer,
                _ => ArtifactKind.Path,
            };
            if (location is null || problems.Concern(location))
            {
                // The schema has refused it; it is known all the same, so that nobody is told that it is not defined.
                outputs.Add(new(key.Text, ArtifactKind.Path, "", key.Position));
                continue;
            }

            if (kind == ArtifactKind.Path && (location.Text is "." or ".." || !DefinitionSchema.FileName.Pattern!.IsMatch(location.Text)))
            {
                problems.Add(EdiCodes.InvalidValue, location.Position, $"Output '{key.Text}' must be {DefinitionSchema.FileName.Expected}; found '{location.Text}'.");
            }

            var output = new ArtifactDefinition(key.Text, kind, kind == ArtifactKind.Path ? Path.Combine(folder, location.Text) : location.Text, location.Position);
            RefuseSecondMaker(output, node.Name);
            outputs.Add(output);
        }

        return outputs.ToImmutable();
    }

    private void RefuseSecondMaker(ArtifactDefinition output, string command)
    {
        if (!_makers.TryAdd($"{output.Kind} {output.Location}", command))
        {
            problems.Add(EdiCodes.OutputConflict, output.Position, $"'{Path.GetFileName(output.Location)}' is already made by the command '{_makers[$"{output.Kind} {output.Location}"]}'. Give each output a name of its own.");
        }
        else if (_image.Contains(output.Location))
        {
            problems.Add(EdiCodes.OutputConflict, output.Position, $"'{Path.GetFileName(output.Location)}' is a file of the section 'image'. Give the output another name.");
        }
    }

    private static string Staged(ArtifactDefinition output, string staging) =>
        output.Kind == ArtifactKind.Path ? Path.Combine(staging, Path.GetFileName(output.Location)) : output.Location;

    private static RootRequirement Root(MappingNode node) => node.Text("require_root") switch
    {
        { Text: "fakeroot" } => RootRequirement.Fakeroot,
        { Text: "unshare" } => RootRequirement.Unshare,
        { } scalar when YamlValues.IsTrue(scalar) => RootRequirement.Real,
        _ => RootRequirement.None,
    };
}
