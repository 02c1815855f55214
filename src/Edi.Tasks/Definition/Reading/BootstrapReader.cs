using System.Collections.Immutable;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Definition.Schema;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Definition.Reading;

/// <summary>Reads the section <c>bootstrap</c>, whose form the schema has checked.</summary>
internal sealed class BootstrapReader(MappingEntry entry, MappingNode section, string architecture, PluginLookup plugins, ProblemList problems)
{
    // edi's own default. Debian has no package python any more.
    private static readonly ImmutableArray<string> s_packagesOfEdi =
    [
        "python3", "sudo", "netbase", "net-tools", "iputils-ping", "ifupdown", "isc-dhcp-client", "resolvconf", "systemd", "systemd-sysv", "gnupg",
    ];

    /// <summary>Null when the section does not say where packages come from, which is reported.</summary>
    public BootstrapDefinition? Read()
    {
        var (keyrings, urls) = ReadKeys();
        string variant = section.Text("variant")?.Text ?? "minbase";
        var repository = section.Text("repository");
        if (repository is not null)
        {
            RefuseBeside(repository, "suite", "components", "mirrors");
            return SourceLine.Parse(repository, problems) is { } line
                ? new(line.Mirror.Suite, architecture, variant, line.Mirror.Components, [line.Mirror], line.Keyring is null ? keyrings : keyrings.AddRange(Existing([line.Keyring])), urls, Packages(s_packagesOfEdi), entry.Key.Position)
                : null;
        }

        if (section.Text("suite") is not { } suite)
        {
            var schema = DefinitionSchema.Root.Property("bootstrap")!;
            if (!Spelling.Has(section, "suite", schema) && !Spelling.Has(section, "repository", schema))
            {
                problems.Add(EdiCodes.MissingKey, entry.Key.Position, "Section 'bootstrap' needs the key 'suite' (or edi's 'repository').");
            }

            return null;
        }

        var components = Components(section, ["main"]);
        return new(suite.Text, architecture, variant, components, ReadMirrors(suite.Text, components), keyrings, urls, Packages([]), entry.Key.Position);
    }

    // A set, in one order for all definitions that mean the same: apt might choose by the order which of two packages fulfils a dependency.
    private ImmutableArray<string> Packages(ImmutableArray<string> otherwise) =>
        section["additional_packages"] is null ? otherwise : [.. section.Texts("additional_packages").Select(package => package.Text).Distinct().Order(StringComparer.Ordinal)];

    private static ImmutableArray<string> Components(MappingNode node, ImmutableArray<string> otherwise) =>
        node.Texts("components") is { IsEmpty: false } components ? [.. components.Select(component => component.Text)] : otherwise;

    private ImmutableArray<MirrorDefinition> ReadMirrors(string suite, ImmutableArray<string> components)
    {
        ImmutableArray<DefinitionNode> mirrors = section["mirrors"] switch { ListNode list => list.Items, { } single => [single], null => [] };
        return
        [
            .. mirrors.Select(mirror => mirror switch
            {
                ScalarNode uri => new MirrorDefinition(uri.Text, suite, components, Unsigned: false),
                MappingNode mapping when mapping.Text("uri") is { } uri =>
                    new(uri.Text, mapping.Text("suite")?.Text ?? suite, Components(mapping, components), mapping.Flag("unsigned")),
                _ => null,
            }).OfType<MirrorDefinition>(),
        ];
    }

    private (ImmutableArray<string> Keyrings, ImmutableArray<string> Urls) ReadKeys()
    {
        var keyrings = section.Texts("keyring");
        if (section.Text("repository_key") is { } key)
        {
            if (key.Text.StartsWith("http://", StringComparison.Ordinal) || key.Text.StartsWith("https://", StringComparison.Ordinal))
            {
                return (Existing(keyrings), [key.Text]);
            }

            keyrings = keyrings.Add(key);
        }

        return (Existing(keyrings), []);
    }

    private ImmutableArray<string> Existing(ImmutableArray<ScalarNode> keyrings)
    {
        keyrings = keyrings.RemoveAll(problems.Concern); // The schema has refused these.
        foreach (var keyring in keyrings.Where(keyring => !FileIdentity.IsRegularFile(Absolute(keyring))))
        {
            problems.Add(EdiCodes.FileNotFound, keyring.Position, $"The keyring '{keyring.Text}' {(Path.Exists(Absolute(keyring)) ? "is no file" : "does not exist")}. Looked for: {Absolute(keyring)}.");
        }

        return [.. keyrings.Select(Absolute)];
    }

    private string Absolute(ScalarNode file) => Path.GetFullPath(file.Text, plugins.FolderOf(file.Position));

    private void RefuseBeside(ScalarNode repository, params string[] keys)
    {
        foreach (var other in keys.Select(section.Find).OfType<MappingEntry>())
        {
            problems.Add(EdiCodes.RootFileSystemSource, other.Key.Position, $"'{other.Key.Text}' and 'repository' ({repository.Position.SeenFrom(other.Key.Position)}) both say where packages come from; remove one of them.");
        }
    }
}
