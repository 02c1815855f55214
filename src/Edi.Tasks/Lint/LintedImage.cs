using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Components;

namespace Edi.Tasks.Lint;

/// <summary>What the rules look at: a root file system, the definition that it was made by, and the host that made it.</summary>
internal sealed class LintedImage(RootTree root, ImageDefinition definition, BuildHost host, IPasswordCheck passwords)
{
    private readonly Lazy<PackageFiles> _packages = new(() => new(root));
    private readonly Lazy<Accounts> _accounts = new(() => Accounts.Read(root));
    private readonly Lazy<AptSources> _aptSources = new(() => AptSources.Read(root));

    public RootTree Root => root;

    public BuildHost Host => host;

    public IPasswordCheck Passwords => passwords;

    public PackageFiles Packages => _packages.Value;

    public Accounts Accounts => _accounts.Value;

    /// <summary>The rules of the image's components.</summary>
    public ImmutableArray<ComponentLintRule> ComponentRules => definition.LintRules;

    /// <summary>Whether it becomes a disk, from which a machine starts; else it is a container, or what other images stand on.</summary>
    public bool IsOfDisk => definition.Image is not null;

    /// <summary>The raw data of the disk with nothing but free space between it and the root partition before it; null for none.</summary>
    public string? RawDataBehindRoot => definition.Image?.RawDataBehindRoot?.Name;

    public AptSources AptSources => _aptSources.Value;

    /// <summary>Whether a parameter of the definition says a value: then the image is meant to have it.</summary>
    public bool IsParameter(string value) => definition.Playbooks
        .SelectMany(playbook => playbook.Variables)
        .Where(variable => !variable.Key.StartsWith("edi_", StringComparison.Ordinal))
        .SelectMany(variable => Texts(variable.Value))
        .Contains(value, StringComparer.Ordinal);

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject mapping => mapping.SelectMany(entry => Texts(entry.Value)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };
}
