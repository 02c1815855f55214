using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Sandbox;
using YamlDotNet.RepresentationModel;

namespace Edi.Tasks.Definition;

/// <summary>Reads the section <c>bootstrap</c>.</summary>
internal static partial class BootstrapReader
{
    // mmdebstrap's variants that leave a system with dpkg and apt, which playbooks need.
    private static readonly ImmutableArray<string> s_variants = ["apt", "minbase", "buildd", "important", "standard"];

    public static BootstrapDefinition? Read(MappingReader? section, string projectDirectory)
    {
        if (section is null)
        {
            return null;
        }

        string? suite = ReadSuite(section, section.Required("suite"));
        string architecture = DebianArchitecture.Host.Name;
        if (section.Optional("architecture") is { } node
            && section.Text(node, "architecture") is { } found
            && section.RequireOneOf(node, "architecture", found, DebianArchitecture.All.Select(known => known.Name)))
        {
            architecture = found;
        }

        string variant = "minbase";
        if (section.Optional("variant") is { } variantNode
            && section.Text(variantNode, "variant") is { } chosen
            && section.RequireOneOf(variantNode, "variant", chosen, s_variants))
        {
            variant = chosen;
        }

        var components = ReadComponents(section, ["main"]);
        var mirrors = ReadMirrors(section, suite ?? "", components);
        var keyrings = ReadKeyrings(section, projectDirectory);
        var packages = Matching(section, "additional_packages", Package(), "a package name");
        section.RejectUnknownKeys();
        return suite is null
            ? null
            : new(suite, architecture, variant, components, mirrors, keyrings, packages, section.Position);
    }

    private static string? ReadSuite(MappingReader section, YamlNode? node)
    {
        string? suite = section.Text(node, "suite");
        if (suite is null || Suite().IsMatch(suite))
        {
            return suite;
        }

        section.Problems.Add(EdiCodes.InvalidValue, node!, $"'suite' in {section.Where} must be a suite or code name such as trixie; found '{suite}'.");
        return null;
    }

    private static ImmutableArray<string> ReadComponents(MappingReader section, ImmutableArray<string> otherwise)
    {
        var components = Matching(section, "components", Component(), "a component such as main");
        return components.IsEmpty ? otherwise : components;
    }

    private static ImmutableArray<MirrorDefinition> ReadMirrors(MappingReader section, string suite, ImmutableArray<string> components)
    {
        var node = section.Optional("mirrors");
        var items = node is YamlSequenceNode sequence ? sequence.Children : node is null ? [] : [node];
        var mirrors = ImmutableArray.CreateBuilder<MirrorDefinition>();
        foreach (var item in items)
        {
            if (item is YamlScalarNode)
            {
                AddMirror(section, item, new("", suite, components, Unsigned: false));
            }
            else if (MappingReader.Of(item, "a mirror", section.Problems) is { } mirror)
            {
                var uri = mirror.Required("uri");
                var defaults = new MirrorDefinition("", suite, ReadComponents(mirror, components), mirror.Flag("unsigned"));
                string? itsSuite = mirror.Optional("suite") is { } suiteNode ? ReadSuite(mirror, suiteNode) : suite;
                mirror.RejectUnknownKeys();
                if (uri is not null && itsSuite is not null)
                {
                    AddMirror(mirror, uri, defaults with { Suite = itsSuite });
                }
            }
        }

        return mirrors.ToImmutable();

        void AddMirror(MappingReader reader, YamlNode uriNode, MirrorDefinition mirror)
        {
            string? text = reader.Text(uriNode, "uri");
            if (text is null)
            {
                return;
            }

            if (!MirrorUri().IsMatch(text))
            {
                reader.Problems.Add(EdiCodes.InvalidValue, uriNode, $"A mirror must be a URI of apt (http, https, file, copy) without spaces; found '{text}'.");
                return;
            }

            mirrors.Add(mirror with { Uri = text });
        }
    }

    private static ImmutableArray<string> ReadKeyrings(MappingReader section, string projectDirectory)
    {
        var keyrings = ImmutableArray.CreateBuilder<string>();
        foreach (var (text, node) in section.TextList("keyring"))
        {
            string path = Path.GetFullPath(text, projectDirectory);
            if (File.Exists(path))
            {
                keyrings.Add(path);
            }
            else
            {
                section.Problems.Add(EdiCodes.FileNotFound, node, $"The keyring '{text}' does not exist. Looked for: {path}.");
            }
        }

        return keyrings.ToImmutable();
    }

    private static ImmutableArray<string> Matching(MappingReader section, string key, Regex pattern, string what)
    {
        var values = ImmutableArray.CreateBuilder<string>();
        foreach (var (text, node) in section.TextList(key))
        {
            if (pattern.IsMatch(text))
            {
                values.Add(text);
            }
            else
            {
                section.Problems.Add(EdiCodes.InvalidValue, node, $"'{key}' in {section.Where} must hold {what}; found '{text}'.");
            }
        }

        return values.ToImmutable();
    }

    [GeneratedRegex(@"^[a-z0-9][A-Za-z0-9.+/_-]*\z")]
    private static partial Regex Suite();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9/.-]*\z")]
    private static partial Regex Component();

    // Debian policy 5.6.1, and apt's suffix for another architecture.
    [GeneratedRegex(@"^[a-z0-9][a-z0-9+.-]+(:[a-z0-9]+)?\z")]
    private static partial Regex Package();

    [GeneratedRegex(@"^(https?|file|copy|tor\+https?):/\S*\z")]
    private static partial Regex MirrorUri();
}
