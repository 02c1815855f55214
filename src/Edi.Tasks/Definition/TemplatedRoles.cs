using System.Text.RegularExpressions;

namespace Edi.Tasks.Definition;

/// <summary>Finds names of roles that a template makes up, which may be those of any role.</summary>
internal static partial class TemplatedRoles
{
    /// <summary>Whether a file of a playbook names one.</summary>
    public static bool AreIn(string text)
    {
        // What begins at this column or before it is no longer part of the list or of the task that names roles.
        int? column = null;
        bool isList = false;
        foreach (string line in text.Split('\n').Where(line => line.Trim() is { Length: > 0 } trimmed && trimmed[0] != '#'))
        {
            int indent = line.Length - line.TrimStart().Length;
            if (column is { } begin && (indent > begin || (isList && indent == begin && line[indent] == '-')))
            {
                if (NamedBelow().IsMatch(line) || (isList && Item().IsMatch(line)))
                {
                    return true;
                }
            }
            else
            {
                column = null;
            }

            if (NamedHere().IsMatch(line))
            {
                return true;
            }

            if (Beginning().Match(line) is { Success: true } key)
            {
                column = key.Groups["key"].Index;
                isList = key.Groups["list"].Success;
            }
        }

        return false;
    }

    // A role of a playbook, or one that another depends on; or a task's.
    [GeneratedRegex(@"^[\s-]*(?<key>(?<list>roles|dependencies)|([\w.]+\.)?(include|import)_role):")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"\brole:[^\n]*\{[{%]|^[\s-]*roles:[^\n]*\{[{%]|(include|import)_role\b[^\n]*\bname['""]?\s*[:=][^\n]*\{[{%]")]
    private static partial Regex NamedHere();

    [GeneratedRegex(@"\b(role|name)['""]?\s*[:=][^\n]*\{[{%]")]
    private static partial Regex NamedBelow();

    [GeneratedRegex(@"^[\s-]*[^:{]*\{[{%]")]
    private static partial Regex Item();
}
