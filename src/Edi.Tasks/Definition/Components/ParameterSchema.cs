using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Definition.Schema;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Components;

/// <summary>
/// What the parameters of a component's playbooks may be, by its <c>schema.json</c>: a JSON schema of one mapping, in as
/// much of the language as the schema of definitions uses. What it does not name is a mistake, if it does not say
/// <c>additionalProperties</c> itself.
/// </summary>
internal sealed class ParameterSchema(SchemaNode schema)
{
    /// <summary>The schema of a component; null when it has none, or one that cannot be read, which <paramref name="problems"/> tells.</summary>
    public static ParameterSchema? Read(ImageComponent component, ProblemList problems)
    {
        if (!File.Exists(component.SchemaFile))
        {
            return null;
        }

        try
        {
            var document = JsonNode.Parse(File.ReadAllText(component.SchemaFile), documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject
                ?? throw new FormatException("Expected an object.");
            var schema = DefinitionSchema.Parse(document);
            return new(document.ContainsKey("additionalProperties") ? schema : schema with { IsOpen = false });
        }
        catch (JsonException e)
        {
            int line = (int)(e.LineNumber ?? 0) + 1, column = (int)(e.BytePositionInLine ?? 0) + 1;
            Refuse(e.Message.Split(" LineNumber:")[0].Split(" Path:")[0], new(component.SchemaFile, line, column, line, column));
        }
        catch (Exception e) when (e is FormatException or NotSupportedException or InvalidOperationException or ArgumentException or NullReferenceException)
        {
            Refuse(e.Message, new(component.SchemaFile, 1, 1, 1, 1));
        }

        return null;

        void Refuse(string message, SourcePosition place) =>
            problems.Add(EdiCodes.ComponentFileInvalid, place, $"The schema of the component '{component.Name}' cannot be read: {message}");
    }

    /// <summary>The schema for what a fragment says: a project may say the rest.</summary>
    public ParameterSchema OfFragment() => new(schema.OfFragment());

    /// <summary>Holds what a playbook gets against the schema.</summary>
    /// <param name="node">The playbook's node.</param>
    /// <param name="general">The general parameters, of which those count that the schema names.</param>
    public void Check(ScalarNode playbook, MappingNode node, MappingNode? general, ProblemList problems)
    {
        ImmutableArray<MappingEntry> own = [.. node.Mapping("parameters")?.Entries ?? []];
        ImmutableArray<MappingEntry> all =
        [
            .. own,
            .. (general?.Entries ?? []).Where(entry => schema.Property(entry.Key.Text) is not null && !own.Any(other => other.Key.Text == entry.Key.Text)),
        ];
        // What Ansible makes of an expression, nobody knows before.
        var (expressions, values) = (all.Where(IsExpression).Select(entry => entry.Key.Text).ToImmutableHashSet(), all.Where(entry => !IsExpression(entry)));
        new SchemaValidator(problems).Validate(
            new MappingNode([.. values], playbook.Position),
            schema with { Required = [.. schema.Required.Where(key => !expressions.Contains(key))] },
            $"the parameters of playbook '{playbook.Text}'");
    }

    private bool IsExpression(MappingEntry entry) =>
        schema.Property(entry.Key.Text) is not null && HasExpression(entry.Value);

    private static bool HasExpression(DefinitionNode value) => value switch
    {
        ScalarNode scalar => scalar.Text.Contains("{{", StringComparison.Ordinal),
        ListNode list => list.Items.Any(HasExpression),
        MappingNode mapping => mapping.Entries.Any(entry => HasExpression(entry.Value)),
        _ => false,
    };
}
