using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition.Schema;

namespace Edi.Tasks.Tests;

/// <summary>docs/definition.md is made of the schema: <c>EDI_UPDATE_DOCS=1</c> in the environment of this test writes it anew.</summary>
public sealed class DefinitionReferenceTests
{
    private static readonly string s_page = Repository.PathOf("docs/definition.md");

    [Fact]
    public void The_reference_says_what_the_schema_says()
    {
        string text = Reference.Of(DefinitionSchema.Root);
        if (Environment.GetEnvironmentVariable("EDI_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(s_page, text);
        }

        Assert.Equal(text, File.ReadAllText(s_page));
    }

    [Fact]
    public void Everything_in_the_schema_is_described() => Assert.All(Reference.Keys(DefinitionSchema.Root, ""), key => Assert.NotEqual("", key.Schema.Description));

    /// <summary>The reference as a page: one part for each section, one row for each key.</summary>
    private static class Reference
    {
        private const string Beginning =
            """
            # The definition

            <!-- Made of src/Edi.Sdk/schema/edi.schema.json; changes there. -->

            A definition is YAML. Its language is edi's: sections, overlays, variables and Jinja2 templates are the same, so that a
            project of edi builds with a two-line `.ediproj` beside it. What edi drops or misreads is an error with its place here.

            ## How it is read

            1. The base is `NAME.yml` beside `NAME.ediproj` (property `EdiDefinition`). It may be a symbolic link: its own name and
               folder count, not those of the file that it leads to, so one base serves several use cases.
            2. Overlays, all optional: `configuration/overlay/NAME.global.yml`, then `NAME.HOST.yml`, then `NAME.USER.yml`. A later
               file overrides an earlier one. A user who is called like the host has `NAME.USER.user.yml`.
            3. Each file that has template syntax is rendered by Jinja2 with the variables that `dotnet build -t:EdiShowVariables`
               lists. A variable that nobody defines is an error (EDI1011). What comes of it is YAML 1.1 as PyYAML reads it: `yes` and
               `on` are true, `0755` is octal, `80: http` has a number for a key, and `2024-02-29` is a date.
            4. The files are merged: sections and nodes key by key, and so are `partitions` and each partition in it, `parameters`,
               `output`, and the `files` and `commands` of `verify`. Everything else is replaced as a whole, also `raw_data`, `formats` and
               the `files` of a partition. An overlay takes nothing away, but `skip: true` leaves a node out, also one that only
               some bases have.
            5. The project's own items come last: `EdiPlaybook`, `EdiCommand`, `EdiPartition`, `EdiParameter`
               ([properties.md](properties.md)).
            6. The result is held against the schema, and all that is wrong is reported at once, at its place in the file that you
               wrote. `dotnet build -t:EdiShowDefinition` shows the result.

            An editor with the YAML language server completes and checks while you type, offline, when the first line is
            `# yaml-language-server: $schema=obj/edi.schema.json`; the first build puts the schema there.

            ## Nodes and their order

            The sections of commands, playbooks, templates, profiles, folders and documentation hold *nodes*. They run in the order of
            their keys, compared character by character: `100_x` comes before `20_y`. A plugin's `path` is absolute, or looked for in
            `plugins/` beside the definition and then in the SDK. The variables of a node are these, of which a later one
            overrides an earlier one: edi's own (`edi_…`), `general.parameters`, the node's `parameters`, and `edi_current_plugin_directory`. Commands also see the
            artifacts of earlier commands by name.


            """;

        public static string Of(SchemaNode root)
        {
            var text = new StringBuilder(Beginning.ReplaceLineEndings("\n"));
            foreach (var (name, section) in root.Properties)
            {
                text.Append($"## `{name}`\n\n{section.Description}\n\n");
                bool hasNodes = section.Properties.IsEmpty;
                AppendTable(text, hasNodes ? Object(section.AdditionalProperties!) : section);
                foreach (var (path, schema) in Keys(hasNodes ? Object(section.AdditionalProperties!) : section, "").Where(key => HasTable(key.Schema)))
                {
                    text.Append($"### `{path}` in `{name}`\n\n{schema.Description}\n\n");
                    AppendTable(text, Object(schema.AdditionalProperties is { } node && schema.Properties.IsEmpty ? node : schema));
                }
            }

            return text.ToString().TrimEnd() + "\n";
        }

        /// <summary>All keys below a schema, with the path to each.</summary>
        public static IEnumerable<(string Path, SchemaNode Schema)> Keys(SchemaNode schema, string above) =>
            Object(schema).Properties.SelectMany(property => Keys(property.Value, $"{above}{property.Key}.").Prepend((above + property.Key, property.Value)))
                .Concat(schema.AdditionalProperties is { } node ? Keys(node, $"{above}NAME.") : []);

        private static bool HasTable(SchemaNode schema) => Inner(schema) is { Properties.IsEmpty: false };

        private static SchemaNode Inner(SchemaNode schema) => Object(schema.AdditionalProperties is { } node && schema.Properties.IsEmpty ? node : schema);

        // Of alternatives the one with keys.
        private static SchemaNode Object(SchemaNode schema) =>
            schema.AnyOf.Concat(schema.AnyOf.Select(choice => choice.Items).OfType<SchemaNode>().SelectMany(item => item.AnyOf))
                .FirstOrDefault(choice => !choice.Properties.IsEmpty) ?? schema;

        private static void AppendTable(StringBuilder text, SchemaNode schema)
        {
            text.Append("| key | kind | default | meaning |\n|---|---|---|---|\n");
            foreach (var (key, value) in schema.Properties)
            {
                string name = schema.Required.Contains(key) ? $"**`{key}`**" : $"`{key}`";
                text.Append($"| {name} | {Kind(value)} | {Default(value)} | {value.Description.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
            }

            text.Append('\n');
        }

        private static string Kind(SchemaNode schema)
        {
            if (!schema.Enum.IsEmpty)
            {
                return string.Join(", ", schema.Enum.Select(choice => $"`{Text(choice)}`"));
            }

            string[] kinds = ["string", "integer", "boolean", "array", "object"];
            return string.Join(" or ", kinds.Where(schema.Allows).Select(kind => kind switch
            {
                "string" => "text",
                "integer" => "whole number",
                "boolean" => "`true` or `false`",
                "array" => "list",
                _ => "mapping",
            }));
        }

        private static string Default(SchemaNode schema) =>
            schema.Default is { } value ? $"`{Text(value)}`" : schema.Example is { } example ? $"e.g. `{Text(example)}`" : "";

        private static string Text(JsonNode value) => value.GetValueKind() == JsonValueKind.String ? (string)value! : value.ToJsonString();
    }
}
