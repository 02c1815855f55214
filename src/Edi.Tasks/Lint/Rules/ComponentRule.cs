using System.Text.RegularExpressions;
using Edi.Tasks.Definition.Components;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>What the components of the image say that must hold, each in its <c>lint.yml</c>.</summary>
internal sealed class ComponentRule : ILintRule
{
    public EdiCode Code => EdiCodes.ComponentRuleBroken;

    public IEnumerable<LintFinding> Check(LintedImage image) =>
        from rule in image.ComponentRules
        from found in Check(rule, image.Root)
        select new LintFinding(found.Path, $"{found.What} {rule.Message} (Rule '{rule.Name}' of the component {rule.Component}.)");

    private static IEnumerable<(string Path, string What)> Check(ComponentLintRule rule, RootTree root)
    {
        var entries = Find(rule.Path, root).ToArray();
        return (rule.Exists, entries) switch
        {
            (true, []) => [(rule.Path, "It does not exist.")],
            (true, _) => entries.SelectMany(entry => Check(rule, entry, root)),
            _ => entries.Select(entry => (entry.Path, "It exists.")),
        };
    }

    private static IEnumerable<(string Path, string What)> Check(ComponentLintRule rule, RootEntry entry, RootTree root)
    {
        if (rule.Mode.Length > 0 && entry.Mode != (UnixFileMode)Convert.ToInt32(rule.Mode, 8))
        {
            yield return (entry.Path, $"Its mode is {Convert.ToString((int)entry.Mode, 8).PadLeft(4, '0')} and not {rule.Mode.PadLeft(4, '0')}.");
        }

        if (rule.Matches.Length > 0 && !Has(rule.Matches))
        {
            yield return (entry.Path, $"Nothing in it matches '{rule.Matches}'.");
        }

        if (rule.MatchesNot.Length > 0 && Has(rule.MatchesNot))
        {
            yield return (entry.Path, $"Something in it matches '{rule.MatchesNot}'.");
        }

        bool Has(string pattern) => Regex.IsMatch(root.ReadText(entry.Path), pattern, RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    // A pattern is about what lies there, a path about what a program would find.
    private static IEnumerable<RootEntry> Find(string path, RootTree root)
    {
        if (!path.Contains('*', StringComparison.Ordinal) && !path.Contains('?', StringComparison.Ordinal))
        {
            return root.Find(path) is { } found ? [found with { Path = path }] : [];
        }

        var pattern = new Regex($"^{Regex.Escape(path).Replace(@"\*", "[^/]*", StringComparison.Ordinal).Replace(@"\?", "[^/]", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        return root.Entries.Where(entry => pattern.IsMatch(entry.Path));
    }
}
