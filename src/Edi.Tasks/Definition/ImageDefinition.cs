using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Edi.Tasks.Definition.Components;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;

namespace Edi.Tasks.Definition;

/// <summary>What a definition says, rendered, merged and checked: one image from its first step to its last.</summary>
/// <param name="Name">edi's <c>edi_configuration_name</c>.</param>
/// <param name="Path">The base's file.</param>
/// <param name="Architecture">The image's Debian architecture.</param>
/// <param name="Bootstrap">How the root file system is made of packages; null when a command or another project makes it, or nobody does.</param>
/// <param name="RootFileSystem">The artifact of a preprocessing command that is the root file system, if one makes it.</param>
/// <param name="Image">The disk's layout; null when there is no disk image.</param>
internal sealed record ImageDefinition(
    string Name,
    string Path,
    PluginLookup Plugins,
    string Architecture,
    GeneralDefinition General,
    BootstrapDefinition? Bootstrap,
    ArtifactDefinition? RootFileSystem,
    ImmutableArray<CommandDefinition> PreprocessingCommands,
    ImmutableArray<PlaybookDefinition> Playbooks,
    DiskLayout? Image,
    ImmutableArray<CommandDefinition> PostprocessingCommands,
    ImmutableArray<PluginDefinition> LxcTemplates,
    ImmutableArray<PluginDefinition> LxcProfiles,
    ImmutableArray<SharedFolderDefinition> SharedFolders,
    ImmutableArray<DocumentationStepDefinition> DocumentationSteps)
{
    /// <summary>The file for what is found wrong with the image; empty when nobody looks.</summary>
    public string LintReport { get; init; } = "";

    /// <summary>What EdiRenderDocumentation makes of the documentation steps; null when nobody has said it.</summary>
    public DocumentationDefinition? Documentation { get; init; }

    /// <summary>The components' rules for what is looked for.</summary>
    public ImmutableArray<ComponentLintRule> LintRules { get; init; } = [];

    /// <summary>The engine that makes the layers.</summary>
    public ContainerEngine Engine { get; init; } = ContainerEngine.Buildah;

    /// <summary>The name that the project's instance of LXD or Incus has there; it tells the project's folder.</summary>
    public string Instance { get; init; } = "";

    /// <summary>The image of another project that this one begins with; null when it begins with a root file system of its own.</summary>
    public BaseImage? Base { get; init; }

    /// <summary>The .NET applications that it carries, in the order in which they are installed.</summary>
    public ImmutableArray<ApplicationDefinition> Applications { get; init; } = [];

    /// <summary>The definition's own values that no log may have.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    /// <summary>All values that no log may have, those of the build's environment among them.</summary>
    [JsonIgnore]
    public IEnumerable<string> AllSecrets => Secrets.Concat(Commands.SelectMany(command => command.Environment)
        .Concat(Playbooks.SelectMany(playbook => playbook.Settings.Environment))
        .Where(variable => variable.IsSecret)
        .SelectMany(variable => (variable.Current ?? "").Split('\n', StringSplitOptions.TrimEntries)));

    /// <summary>Whether there is a container: commands alone need none.</summary>
    public bool HasContainer => Bootstrap is not null || RootFileSystem is not null || Base is not null;

    /// <summary>Where the packages of the root file system came from, here or in the base; null when no definition says it.</summary>
    public BootstrapDefinition? PackageSources => Bootstrap ?? Base?.PackageSources;

    /// <summary>The Debian suite, as far as the definition says it.</summary>
    public string Suite => PackageSources?.Suite ?? "";

    public IEnumerable<CommandDefinition> Commands => PreprocessingCommands.Concat(PostprocessingCommands);

    /// <summary>The machine that runs the image; null leaves the choice to its architecture.</summary>
    public MachineDefinition? Machine { get; init; }

    /// <summary>What must hold on that machine; null demands no more than what holds for each image.</summary>
    public VerifyDefinition? Verify { get; init; }
}

/// <summary>What concerns the whole definition.</summary>
/// <param name="Compression">How archives of LXD are compressed: gz, bz2 or xz.</param>
/// <param name="LxcStopTimeout">Seconds.</param>
/// <param name="ConfigManagementUserName">The user that configures a device over ssh.</param>
internal sealed record GeneralDefinition(
    string Compression,
    long LxcStopTimeout,
    string LxcNetworkInterfaceName,
    string LxcBridgeInterfaceName,
    string ConfigManagementUserName);

/// <summary>Where the root file system comes from.</summary>
/// <param name="Variant">mmdebstrap's name for the set of packages to begin with.</param>
/// <param name="Mirrors">Empty means mmdebstrap's default for the suite, with its updates and security suites.</param>
/// <param name="Keyrings">Files whose keys count besides Debian's for every mirror that has none of its own; absolute paths.</param>
/// <param name="KeyUrls">Where further such keys are fetched from.</param>
internal sealed record BootstrapDefinition(
    string Suite,
    string Architecture,
    string Variant,
    ImmutableArray<string> Components,
    ImmutableArray<MirrorDefinition> Mirrors,
    ImmutableArray<string> Keyrings,
    ImmutableArray<KeyUrl> KeyUrls,
    ImmutableArray<string> AdditionalPackages,
    SourcePosition Position)
{
    /// <summary>Where the definition says it.</summary>
    public BootstrapPlaces Places { get; init; } = new(SourcePosition.None, SourcePosition.None);

    /// <summary>The files of all keys.</summary>
    [JsonIgnore]
    public IEnumerable<string> AllKeyrings => Mirrors.SelectMany(mirror => mirror.Keyrings).Concat(Keyrings);
}

/// <summary>Where a key is fetched from.</summary>
internal sealed record KeyUrl(string Url, SourcePosition Position);

/// <summary>An archive of packages. Its signature is verified unless <paramref name="Unsigned"/> says that it has none.</summary>
internal sealed record MirrorDefinition(string Uri, string Suite, ImmutableArray<string> Components, bool Unsigned)
{
    /// <summary>Files with the only keys that count for it; absolute paths. Empty means those of all mirrors.</summary>
    public ImmutableArray<string> Keyrings { get; init; } = [];

    /// <summary>Where the definition says it.</summary>
    public MirrorPlaces Places { get; init; } = new(SourcePosition.None, SourcePosition.None);
}

/// <summary>A plugin of a section whose nodes have nothing else.</summary>
/// <param name="Name">The node's key; nodes run in the order of their names, compared character by character.</param>
/// <param name="Path">The plugin's file, found.</param>
/// <param name="Variables">edi's variables, the general parameters and the node's own, the later before the earlier.</param>
internal sealed record PluginDefinition(string Name, string Path, ImmutableSortedDictionary<string, JsonNode?> Variables, SourcePosition Position)
{
    /// <summary>What the rendered file says; null where nobody needs it.</summary>
    public JsonObject? Content { get; init; }
}

/// <summary>A playbook of Ansible, which leaves one layer.</summary>
/// <param name="Variables">What reaches it as extra variables.</param>
internal sealed record PlaybookDefinition(string Name, string Path, ImmutableSortedDictionary<string, JsonNode?> Variables, SourcePosition Position)
{
    /// <summary>Where the parameters among the variables stand.</summary>
    public ImmutableSortedDictionary<string, SourcePosition> ParameterPositions { get; init; } = ImmutableSortedDictionary<string, SourcePosition>.Empty;

    /// <summary>How Ansible is set up for it.</summary>
    public PlaybookSettings Settings { get; init; } = PlaybookSettings.None;

    /// <summary>The variables as ansible-playbook reads them: YAML, in one line.</summary>
    public string ExtraVariables() =>
        TaggedText.ToYaml(new JsonObject(Variables.Select(variable => KeyValuePair.Create(variable.Key, variable.Value?.DeepClone()))));
}

/// <summary>A folder of the developer's home in a development container.</summary>
internal sealed record SharedFolderDefinition(string Name, string Folder, string MountPoint, ImmutableSortedDictionary<string, JsonNode?> Variables, SourcePosition Position);

/// <summary>What EdiRenderDocumentation makes of the documentation steps.</summary>
/// <param name="Folder">The folder for the result.</param>
/// <param name="Formats">What Sphinx makes of the rendered text: html and pdf.</param>
/// <param name="Version">The image's version, for Sphinx.</param>
/// <param name="Input">The folder that documentation is made of, instead of the last layer's; empty when it is that one's.</param>
internal sealed record DocumentationDefinition(string Folder, ImmutableArray<string> Formats, string Version, string Input);

/// <summary>A template of documentation, and the file that its text is appended to.</summary>
internal sealed record DocumentationStepDefinition(
    string Name, string Path, string OutputFile, ImmutableSortedDictionary<string, JsonNode?> Variables, SourcePosition Position);
