using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition;

/// <summary>What a definition says, checked: one image from its bootstrap to its disk layout.</summary>
/// <param name="Name">The definition file's name without its extension; edi's <c>edi_configuration_name</c>.</param>
internal sealed record ImageDefinition(
    string Name,
    string Path,
    BootstrapDefinition Bootstrap,
    ImmutableArray<PlaybookDefinition> Playbooks,
    DiskLayout Image);

/// <summary>Where the root file system comes from.</summary>
/// <param name="Variant">mmdebstrap's name for the set of packages to begin with.</param>
/// <param name="Mirrors">Empty means mmdebstrap's default for the suite, with its updates and security suites.</param>
/// <param name="Keyrings">Files whose keys are trusted besides the host's; absolute paths.</param>
internal sealed record BootstrapDefinition(
    string Suite,
    string Architecture,
    string Variant,
    ImmutableArray<string> Components,
    ImmutableArray<MirrorDefinition> Mirrors,
    ImmutableArray<string> Keyrings,
    ImmutableArray<string> AdditionalPackages,
    SourcePosition Position);

/// <summary>An archive of packages. Its signature is verified unless <paramref name="Unsigned"/> says that it has none.</summary>
internal sealed record MirrorDefinition(string Uri, string Suite, ImmutableArray<string> Components, bool Unsigned);

/// <summary>A playbook of Ansible, which leaves one layer.</summary>
/// <param name="Name">The node's key; playbooks run in the order of their names, compared byte by byte.</param>
/// <param name="Path">The playbook's file, found.</param>
/// <param name="Parameters">The general parameters and, above these, the node's own.</param>
internal sealed record PlaybookDefinition(
    string Name,
    string Path,
    ImmutableSortedDictionary<string, JsonNode?> Parameters,
    SourcePosition Position);
