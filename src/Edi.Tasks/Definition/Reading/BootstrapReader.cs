using System.Collections.Immutable;
using Edi.Tasks.Definition.Layout;
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

    // Where each file of keys is named.
    private readonly Dictionary<string, SourcePosition> _keyrings = [];

    /// <summary>Null when the section does not say where packages come from, which is reported.</summary>
    public BootstrapDefinition? Read()
    {
        var (keyrings, urls) = ReadKeys();
        string variant = section.Text("variant")?.Text ?? "minbase";
        var repository = section.Text("repository");
        if (repository is not null)
        {
            RefuseBeside(repository, "suite", "components", "mirrors");
            if (SourceLine.Parse(repository, problems) is not { } line)
            {
                return null;
            }

            var mirror = line.Mirror;
            if (line.Keyring is not null)
            {
                RefuseKeysBeside(repository);
                mirror = mirror with { Keyrings = Usable([line.Keyring]) };
            }

            return new(mirror.Suite, architecture, variant, mirror.Components, [mirror], keyrings, urls, Packages(s_packagesOfEdi), entry.Key.Position)
            {
                Places = Places(mirror.Places.Suite) with { Components = mirror.Places.Components },
            };
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
        var mirrors = ReadMirrors(suite, components);
        return new(suite.Text, architecture, variant, components, mirrors, keyrings, urls, Packages([]), entry.Key.Position) { Places = Places(suite.Position) };
    }

    private BootstrapPlaces Places(SourcePosition suite) => new(suite, section.Text("architecture")?.Position ?? suite)
    {
        Components = BootstrapPlaces.Of(section.Texts("components")),
        Packages = BootstrapPlaces.Of(section.Texts("additional_packages")),
        Keyrings = _keyrings.ToImmutableSortedDictionary(StringComparer.Ordinal),
    };

    // A set, in one order for all definitions that mean the same: apt might choose by the order which of two packages fulfils a dependency.
    private ImmutableArray<string> Packages(ImmutableArray<string> otherwise) =>
        section["additional_packages"] is null ? otherwise : [.. section.Texts("additional_packages").Select(package => package.Text).Distinct().Order(StringComparer.Ordinal)];

    private static ImmutableArray<string> Components(MappingNode node, ImmutableArray<string> otherwise) =>
        node.Texts("components") is { IsEmpty: false } components ? [.. components.Select(component => component.Text)] : otherwise;

    private ImmutableArray<MirrorDefinition> ReadMirrors(ScalarNode suite, ImmutableArray<string> components)
    {
        ImmutableArray<DefinitionNode> mirrors = section["mirrors"] switch { ListNode list => list.Items, { } single => [single], null => [] };
        return
        [
            .. mirrors.Select(mirror => mirror switch
            {
                ScalarNode uri => new MirrorDefinition(uri.Text, suite.Text, components, Unsigned: false)
                {
                    Places = new(uri.Position, suite.Position) { Components = BootstrapPlaces.Of(section.Texts("components")) },
                },
                MappingNode mapping when mapping.Text("uri") is { } uri =>
                    new(uri.Text, mapping.Text("suite")?.Text ?? suite.Text, Components(mapping, components), mapping.Flag("unsigned"))
                    {
                        Keyrings = Usable(mapping.Texts("keyring")),
                        Places = new(uri.Position, (mapping.Text("suite") ?? suite).Position)
                        {
                            Components = BootstrapPlaces.Of((mapping["components"] is null ? section : mapping).Texts("components")),
                        },
                    },
                _ => null,
            }).OfType<MirrorDefinition>(),
        ];
    }

    private (ImmutableArray<string> Keyrings, ImmutableArray<KeyUrl> Urls) ReadKeys()
    {
        var keyrings = section.Texts("keyring");
        if (section.Text("repository_key") is { } key)
        {
            if (key.Text.StartsWith("http://", StringComparison.Ordinal) || key.Text.StartsWith("https://", StringComparison.Ordinal))
            {
                if (key.Text.StartsWith("http://", StringComparison.Ordinal))
                {
                    problems.Add(EdiCodes.KeyUnprotected, key.Position, $"The key '{Passwords.Mask(key.Text)}' would come by http: whoever is on the way could put another one in its place, and sign packages with that. Use https, or fetch the key, compare its fingerprint and put its file beside the definition.");
                }

                return (Usable(keyrings), [new(key.Text, key.Position)]);
            }

            keyrings = keyrings.Add(key);
        }

        return (Usable(keyrings), []);
    }

    private ImmutableArray<string> Usable(ImmutableArray<ScalarNode> keyrings)
    {
        keyrings = keyrings.RemoveAll(problems.Concern); // The schema has refused these.
        foreach (var keyring in keyrings)
        {
            string file = Absolute(keyring);
            _keyrings.TryAdd(file, keyring.Position);
            if (IsHidden(file))
            {
                problems.Add(EdiCodes.KeyUnusable, keyring.Position, $"The keyring '{keyring.Text}' may not be read by the user who builds: a folder before it is closed. Looked for: {file}.");
            }
            else if (!FileIdentity.IsRegularFile(file))
            {
                problems.Add(EdiCodes.FileNotFound, keyring.Position, MissingFile.Explain($"The keyring '{keyring.Text}'", keyring.Text, [file]));
            }
            else if (FindFault(file) is { } fault)
            {
                problems.Add(EdiCodes.KeyUnusable, keyring.Position, $"The keyring '{keyring.Text}' {fault}. A keyring is a file of public keys of OpenPGP, armoured or not.");
            }
        }

        return [.. keyrings.Select(Absolute)];
    }

    /// <summary>Whether nobody tells if a file is there.</summary>
    private static bool IsHidden(string file)
    {
        try
        {
            File.GetAttributes(file);
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false; // It is not there.
        }
    }

    /// <summary>Why a file is none that packages can be verified with, or null.</summary>
    private static string? FindFault(string keyring)
    {
        try
        {
            if (new FileInfo(keyring).Length > OpenPgpKeys.MaximumLength)
            {
                return $"is larger than {ByteSize.Format(OpenPgpKeys.MaximumLength)}";
            }

            OpenPgpKeys.Read(File.ReadAllBytes(keyring));
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
        catch (UnauthorizedAccessException)
        {
            return "may not be read by the user who builds";
        }
    }

    private string Absolute(ScalarNode file) => Path.GetFullPath(file.Text, plugins.FolderOf(file.Position));

    private void RefuseBeside(ScalarNode repository, params string[] keys)
    {
        foreach (var other in keys.Select(section.Find).OfType<MappingEntry>())
        {
            problems.Add(EdiCodes.RootFileSystemSource, other.Key.Position, $"'{other.Key.Text}' and 'repository' ({repository.Position.SeenFrom(other.Key.Position)}) both say where packages come from; remove one of them.");
        }
    }
    private void RefuseKeysBeside(ScalarNode repository)
    {
        foreach (var other in new[] { "keyring", "repository_key" }.Select(section.Find).OfType<MappingEntry>())
        {
            problems.Add(EdiCodes.InvalidValue, other.Key.Position, $"'{other.Key.Text}' and the option 'signed-by' of 'repository' ({repository.Position.SeenFrom(other.Key.Position)}) both name keys of one archive; remove one of them.");
        }
    }
}
