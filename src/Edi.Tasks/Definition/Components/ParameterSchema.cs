using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Definition.Schema;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Components;

/// <summary>
/// What the parameters of playbooks may be, by a component's <c>schema.json</c>, or by the SDK's file for one of its own
/// playbooks: a JSON schema of one mapping, in as much of the language as the schema of definitions uses. What it does not
/// name is a mistake, if it does not say <c>additionalProperties</c> itself; what begins with <c>edi_</c> or <c>ansible_</c>
/// is no parameter of a playbook, but a setting of edi's or Ansible's.
/// </summary>
internal sealed class ParameterSchema(SchemaNode schema)
{
    /// <summary>The schema of a component; null when it has none, or one that cannot be read, which <paramref name="problems"/> tells.</summary>
    public static ParameterSchema? Read(ImageComponent component, ProblemList problems) => Read(component.SchemaFile, $"of the component '{component.Name}'", problems);

    /// <param name="owner">Whose it is, for messages.</param>
    public static ParameterSchema? Read(string file, string owner, ProblemList problems)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            var document = JsonNode.Parse(File.ReadAllText(file), documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject
                ?? throw new FormatException("Expected an object.");
            var schema = DefinitionSchema.Parse(document);
            return new(document.ContainsKey("additionalProperties") ? schema : schema with { IsOpen = false });
        }
        catch (JsonException e)
        {
            int line = (int)(e.LineNumber ?? 0) + 1, column = (int)(e.BytePositionInLine ?? 0) + 1;
            Refuse(e.Message.Split(" LineNumber:")[0].Split(" Path:")[0], new(file, line, column, line, column));
        }
        catch (Exception e) when (e is FormatException or NotSupportedException or InvalidOperationException or ArgumentException or NullReferenceException)
        {
            Refuse(e.Message, new(file, 1, 1, 1, 1));
        }

        return null;

        void Refuse(string message, SourcePosition place) =>
            problems.Add(EdiCodes.ComponentFileInvalid, place, $"The schema {owner} cannot be read: {message}");
    }

    /// <summary>The schema for what a fragment says: a project may say the rest.</summary>
    public ParameterSchema OfFragment() => new(schema.OfFragment());

    /// <summary>Holds what a playbook gets against the schema.</summary>
    /// <param name="node">The playbook's node.</param>
    /// <param name="general">The general parameters, of which those count that the schema names.</param>
    public void Check(ScalarNode playbook, MappingNode node, MappingNode? general, ProblemList problems)
    {
        ImmutableArray<MappingEntry> own = [.. (node.Mapping("parameters")?.Entries ?? []).Where(entry => schema.Property(entry.Key.Text) is not null || !IsSetting(entry.Key.Text))];
        ImmutableArray<MappingEntry> all =
        [
            .. own,
            .. (general?.Entries ?? []).Where(entry => schema.Property(entry.Key.Text) is not null && !own.Any(other => other.Key.Text == entry.Key.Text)),
        ];
        // What Ansible makes of an expression, nobody knows before.
        var (expressions, values) = (all.Where(IsExpression).Select(entry => entry.Key.Text).ToImmutableHashSet(), all.Where(entry => !IsExpression(entry)));
        new SchemaValidator(problems, readsNumbers: true).Validate(
            new MappingNode([.. values], playbook.Position),
            schema with { Required = [.. schema.Required.Where(key => !expressions.Contains(key))] },
            $"the parameters of playbook '{playbook.Text}'");
    }

    private static bool IsSetting(string name) => name.StartsWith("edi_", StringComparison.Ordinal) || name.StartsWith("ansible_", StringComparison.Ordinal);

    private bool IsExpression(MappingEntry entry) =>
        schema.Property(entry.Key.Text) is not null && HasExpression(entry.Value);

    private static bool HasExpression(DefinitionNode value) => value switch
    {
        ScalarNode scalar => scalar.Text.Contains("{{", StringComparison.Ordinal) || scalar.Text.Contains("{%", StringComparison.Ordinal),
        ListNode list => list.Items.Any(HasExpression),
        MappingNode mapping => mapping.Entries.Any(entry => HasExpression(entry.Value)),
        _ => false,
    };
}
