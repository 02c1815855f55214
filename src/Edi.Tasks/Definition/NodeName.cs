using System.Text.RegularExpressions;

namespace Edi.Tasks.Definition;

/// <summary>The key of an ordered node. It names log files and layers, so it must be a name for both.</summary>
internal static partial class NodeName
{
    public static bool IsValid(string name) => Pattern().IsMatch(name);

    public static string Rule(string name) =>
        $"'{name}' cannot name a node: expected letters, digits, '_', '-' and '.', at most 100, beginning with a letter, a digit or '_'.";

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}\z")]
    private static partial Regex Pattern();
}
