using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Definition.Schema;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Definition.Components;

/// <summary>Reads a component's <c>lint.yml</c>, whose form <c>lint.schema.json</c> says.</summary>
internal static class LintRuleReader
{
    private static readonly Lazy<SchemaNode> s_schema = new(() => DefinitionSchema.Parse(Script.Of("lint.schema.json")));

    /// <summary>The rules in the order of the file; what is wrong with them, <paramref name="problems"/> tells.</summary>
    public static ImmutableArray<ComponentLintRule> Read(ImageComponent component, ProblemList problems)
    {
        if (!File.Exists(component.LintFile))
        {
            return [];
        }

        DefinitionNode? root = null;
        problems.Collect(() => root = YamlFile.Parse(RenderedText.Of(component.LintFile, YamlFile.ReadText(component.LintFile)), problems));
        if (root is null)
        {
            return [];
        }

        new SchemaValidator(problems).Validate(root, s_schema.Value, "the file of lint rules");
        return root is MappingNode mapping && mapping.Mapping("rules") is { } rules
            ? [.. rules.Entries.Where(entry => entry.Value is MappingNode).Select(entry => Read(component, entry.Key, (MappingNode)entry.Value, problems))]
            : [];
    }

    private static ComponentLintRule Read(ImageComponent component, ScalarNode name, MappingNode rule, ProblemList problems)
    {
        bool exists = rule.Text("exists") is not { } said || YamlValues.IsTrue(said);
        string[] further = ["mode", "matches", "matches_not"];
        if (!exists && further.FirstOrDefault(key => rule.Find(key) is not null) is { } needless)
        {
            problems.Add(EdiCodes.InvalidValue, rule.Find(needless)!.Key.Position, $"'{needless}' in rule '{name.Text}' is about a file that must not exist. Remove it, or 'exists: false'.");
        }

        return new(
            component.Name,
            name.Text,
            rule.Text("path")?.Text ?? "",
            exists,
            rule.Text("mode")?.Text ?? "",
            Pattern("matches"),
            Pattern("matches_not"),
            rule.Text("message")?.Text.Trim() ?? "");

        string Pattern(string key)
        {
            if (rule.Text(key) is not { } text)
            {
                return "";
            }

            if (!IsPattern(text.Text))
            {
                problems.Add(EdiCodes.InvalidValue, text.Position, $"'{key}' in rule '{name.Text}' must be a regular expression; found '{text.Text}'.");
            }

            return text.Text;
        }
    }

    private static bool IsPattern(string text)
    {
        try
        {
            _ = new Regex(text, RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
