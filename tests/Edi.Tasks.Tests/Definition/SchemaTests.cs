using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition.Schema;

namespace Edi.Tasks.Tests;

/// <summary>The schema and the records belong together: each key that the schema allows makes a difference in them.</summary>
public sealed class SchemaTests : IDisposable
{
    private static readonly JsonSerializerOptions s_json = new() { Converters = { new JsonStringEnumConverter() } };

    private readonly DefinitionFolder _folder = new();

    public SchemaTests()
    {
        _folder.WriteToProject("keys.gpg", Keyring.Armoured(Keyring.Of()));
        _folder.WriteToProject("plugins/p.yml", "# {{ color | default('none') }}");
        _folder.WriteToProject("plugins/q.yml");
    }

    /// <summary>The path to each key of the schema; NAME stands for the name of a node.</summary>
    public static TheoryData<string> Paths => [.. Keys(DefinitionSchema.Root, "")];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_key_of_the_schema_reaches_the_records(string path)
    {
        var (without, with) = path.Split('.') switch
        {
            [var section] => ("", Section(section, section switch
            {
                "general" => "edi_compression: gz",
                "bootstrap" => "suite: trixie",
                "machine" => Machine("type"),
                "verify" => Verify("units"),
                "image" => $"partition_table: gpt, partitions: {{{Root}}}",
                _ => $"a: {{{Node(section)}}}",
            })),
            ["general", var key] => (Section("general", ""), Section("general", General(key))),
            ["bootstrap", var key] => (Section("bootstrap", "suite: trixie"), Section("bootstrap", Bootstrap(key))),
            ["bootstrap", "mirrors", var key] => (Mirror("uri: http://a"), Mirror(ChangedMirror(key))),
            ["image", var key] => (Image("gpt", Root), ChangedImage(key)),
            ["image", "partitions", "NAME", "attributes"] => (Image("gpt", $"{Root}, b: {{{Partition}}}"), Image("gpt", $"{Root}, b: {{{Partition}, attributes: [required]}}")),
            ["image", "partitions", "NAME", "mbr_type"] => (Image("hybrid", $"{Root}, b: {{{Partition}, mbr_type: linux}}"), Image("hybrid", $"{Root}, b: {{{Partition}, mbr_type: swap}}")),
            ["image", "partitions", "NAME", var key] => (Image("mbr", $"{Root}, b: {{{Partition}}}"), Image("mbr", $"{Root}, b: {{{ChangedPartition(key)}}}")),
            ["image", "raw_data", "NAME", var key] => (RawData("offset: 8KiB, source: /a"), RawData(key == "offset" ? "offset: 9KiB, source: /a" : "offset: 8KiB, source: /b")),
            ["machine", var key] => (Machine("cpus"), Machine(key == "cpus" ? "memory" : key)),
            ["verify", var key] => (Verify(""), Verify(key)),
            ["verify", "files", "NAME", var key] => (Section("verify", "files: {/a: }"), Section("verify", $"files: {{/a: {{{key}: '0644'}}}}")),
            ["verify", "commands", "NAME", var key] => (Section("verify", "commands: {a: {command: x}}"), Section("verify", $"commands: {{a: {VerifiedCommand(key)}}}")),
            [var section, "NAME", .., var key] => (Section(section, $"a: {{{Node(section)}}}"), Section(section, $"a: {{{ChangedNode(section, key)}}}")),
            _ => throw new InvalidOperationException($"No definition shows what '{path}' does."),
        };
        Assert.NotEqual(Result(without), Result(with));
    }

    [Fact]
    public void A_keyword_that_nothing_checks_is_refused() =>
        Assert.Throws<NotSupportedException>(() => DefinitionSchema.Parse("""{"type": "object", "maxProperties": 1}"""));

    [Fact]
    public void No_pattern_takes_long_with_any_text()
    {
        string[] pieces = ["a", "0", " ", "/", ".", "-", "/a", "a:/", ".0", "a ", " [", "deb a:/ ", "deb [a] a:/"];
        var patterns = Patterns(DefinitionSchema.Root).Distinct().ToArray();
        var clock = Stopwatch.StartNew();
        foreach (string piece in pieces)
        {
            string text = string.Concat(Enumerable.Repeat(piece, 1000));
            Array.ForEach(patterns, pattern => pattern.IsMatch(text + "\n"));
            Array.ForEach(patterns, pattern => pattern.IsMatch("deb " + text + "\n"));
        }

        Assert.True(patterns.Length > 10 && clock.Elapsed < TimeSpan.FromSeconds(10), $"{patterns.Length} patterns took {clock.Elapsed}.");
    }

    private static IEnumerable<Regex> Patterns(SchemaNode schema) => schema.Properties.Select(property => property.Value)
        .Concat(new[] { schema.AdditionalProperties, schema.PropertyNames, schema.Items }.OfType<SchemaNode>())
        .Concat(schema.AnyOf)
        .SelectMany(Patterns)
        .Concat(schema.Pattern is { } pattern ? [pattern] : []);

    private const string Root = "a: {type: linux, label: ROOT, file_system: ext4, size: 9MiB, mount_point: /}";

    private const string Partition = "type: linux, label: B, file_system: ext4, size: 9MiB";

    private static string Machine(string key) => Section("bootstrap", "suite: trixie, architecture: arm64") + Section("machine", key switch
    {
        "type" => "type: raspi3b",
        "memory" => "type: virt, memory: 512MiB",
        "cpus" => "type: virt, cpus: 3",
        _ => throw new InvalidOperationException($"No definition shows what '{key}' does."),
    });

    private static string Verify(string key) => Section("verify", key switch
    {
        "" => "",
        "boot_within" or "timeout" => $"{key}: 7s",
        "failed_units" or "units" => $"{key}: [a.service]",
        "packages" or "programs" => $"{key}: [bash]",
        "ports" => "ports: [22]",
        "files" => "files: {/a: }",
        "commands" => "commands: {a: {command: x}}",
        _ => throw new InvalidOperationException($"No definition shows what '{key}' does."),
    });

    private static string VerifiedCommand(string key) => key switch
    {
        "command" => "{command: y}",
        "exit_code" => "{command: x, exit_code: 1}",
        _ => $"{{command: x, {key}: z}}",
    };

    private static string General(string key) => key switch
    {
        "parameters" => "parameters: {color: red}",
        "edi_required_minimal_edi_version" => "edi_required_minimal_edi_version: 99.0.0",
        "edi_compression" => "edi_compression: gz",
        "edi_lxc_stop_timeout" => "edi_lxc_stop_timeout: 5",
        _ => $"{key}: other",
    };

    private static string Bootstrap(string key) => key switch
    {
        "suite" => "suite: bookworm",
        "repository" => "repository: deb http://a/ trixie main",
        "repository_key" => "suite: trixie, repository_key: https://a/key",
        // Both names of the tool mean the same, so that only a wrong one makes a difference.
        "tool" => "suite: trixie, tool: multistrap",
        "architecture" => "suite: trixie, architecture: riscv64",
        "variant" => "suite: trixie, variant: apt",
        "components" => "suite: trixie, components: contrib",
        "mirrors" => "suite: trixie, mirrors: http://a",
        "keyring" => "suite: trixie, keyring: keys.gpg",
        "additional_packages" => "suite: trixie, additional_packages: bash",
        _ => throw new InvalidOperationException($"No definition shows what '{key}' does."),
    };

    private static string ChangedMirror(string key) => key switch
    {
        "uri" => "uri: http://b",
        "keyring" => "uri: http://a, keyring: keys.gpg",
        "suite" => "uri: http://a, suite: bookworm",
        "components" => "uri: http://a, components: contrib",
        "unsigned" => "uri: http://a, unsigned: true",
        _ => throw new InvalidOperationException($"No definition shows what '{key}' does."),
    };

    private static string ChangedPartition(string key) => key switch
    {
        "type" => Partition.Replace("linux", "swap", StringComparison.Ordinal),
        "label" => Partition.Replace("B", "C", StringComparison.Ordinal),
        "file_system" => Partition.Replace("ext4", "none", StringComparison.Ordinal),
        "size" => Partition.Replace("9MiB", "8MiB", StringComparison.Ordinal),
        "free_space" => Partition.Replace("size", "free_space", StringComparison.Ordinal),
        "mount_point" => Partition + ", mount_point: /srv",
        "mount_options" => Partition + ", mount_point: /srv, mount_options: noatime",
        "offset" => Partition + ", offset: 100MiB",
        "alignment" => Partition + ", alignment: 4MiB",
        "files" => Partition + ", files: {/a: /b}",
        "bootable" => Partition + ", bootable: true",
        _ => throw new InvalidOperationException($"No definition shows what '{key}' does."),
    };

    private static string Node(string section) => section switch
    {
        "preprocessing_commands" => "path: p.yml, output: {edi_bootstrapped_rootfs: x}",
        "postprocessing_commands" => "path: p.yml, output: {o: x}",
        "documentation_steps" => "path: p.yml, output: {file: x}",
        "shared_folders" => "folder: x, mountpoint: y",
        _ => "path: p.yml",
    };

    private static string ChangedNode(string section, string key)
    {
        string node = Node(section);
        return key switch
        {
            "path" => node.Replace("p.yml", "q.yml", StringComparison.Ordinal),
            "parameters" => node + ", parameters: {color: red}",
            "skip" => node + ", skip: true",
            "require_root" => node + ", require_root: fakeroot",
            "output" or "file" or "folder" => node.Replace(": x", ": z", StringComparison.Ordinal),
            "mountpoint" => node.Replace(": y", ": z", StringComparison.Ordinal),
            "location" => node.Replace(": x", ": {location: z}", StringComparison.Ordinal),
            "type" => node.Replace(": x", ": {location: x, type: podman-image}", StringComparison.Ordinal),
            _ => throw new InvalidOperationException($"No definition shows what '{key}' does."),
        };
    }

    private static string Mirror(string mirror) => Section("bootstrap", $"suite: trixie, mirrors: {{{mirror}}}");

    private static string Image(string table, string partitions) => Section("image", $"partition_table: {table}, partitions: {{{partitions}}}");

    private static string ChangedImage(string key) => key switch
    {
        "partition_table" => Image("mbr", Root),
        "partitions" => Image("gpt", $"{Root}, b: {{{Partition}}}"),
        "size" => Section("image", $"partition_table: gpt, size: 1GiB, partitions: {{{Root}}}"),
        "alignment" => Section("image", $"partition_table: gpt, alignment: 2MiB, partitions: {{{Root}}}"),
        "formats" => Section("image", $"partition_table: gpt, formats: [qcow2], partitions: {{{Root}}}"),
        "raw_data" => RawData("offset: 900KiB, source: /a"),
        _ => throw new InvalidOperationException($"No definition shows what '{key}' does."),
    };

    private static string RawData(string data) => Section("image", $"partition_table: mbr, partitions: {{{Root}}}, raw_data: {{r: {{{data}}}}}");

    private static string Section(string name, string content) => $"{name}: {{{content}}}\n";

    /// <summary>The records as text, or what is wrong. A playbook and a bootstrap section show what concerns others.</summary>
    private string Result(string section)
    {
        string bootstrap = section.Contains("bootstrap", StringComparison.Ordinal) ? "" : DefinitionFolder.Bootstrap;
        string playbook = section.StartsWith("playbooks", StringComparison.Ordinal) ? "" : "playbooks: {z: {path: p.yml}}\n";
        string yaml = section + bootstrap + playbook;
        string[] problems = _folder.Problems(yaml);
        return problems.Length > 0 ? string.Join('\n', problems) : JsonSerializer.Serialize(_folder.Read(yaml), s_json);
    }

    private static IEnumerable<string> Keys(SchemaNode schema, string above)
    {
        var whole = schema.AnyOf.Concat(schema.AnyOf.Select(choice => choice.Items).OfType<SchemaNode>().SelectMany(item => item.AnyOf))
            .FirstOrDefault(choice => !choice.Properties.IsEmpty) ?? schema;
        return whole.Properties.SelectMany(property => Keys(property.Value, $"{above}{property.Key}.").Prepend(above + property.Key))
            .Concat(schema.AdditionalProperties is { } node ? Keys(node, $"{above}NAME.") : []);
    }
}
