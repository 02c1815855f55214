using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Definition;

/// <summary>
/// What editors, version control and Python leave beside the files of a playbook or a role. Ansible takes none of it where it
/// looks for files by their names; in other folders, which tasks may copy as a whole, such a file counts like any other.
/// </summary>
internal static partial class LeftoverFiles
{
    private static readonly ImmutableHashSet<string> s_copied = ["files", "templates"];
    private static readonly ImmutableHashSet<string> s_readByName = AnsibleFolders.BesidePlaybook.ToImmutableHashSet().Except(s_copied);

    /// <summary>Whether a folder of this name may be copied as a whole.</summary>
    public static bool MayBeCopied(string folder) => s_copied.Contains(folder);

    /// <summary>Whether a file or folder is such a leftover.</summary>
    /// <param name="path">From the folder of a playbook or a role; a folder's path ends in a slash.</param>
    public static bool Has(string path)
    {
        string[] names = path.TrimEnd('/').Split('/');
        return Leftover().IsMatch(names[^1]) && AreReadByName(names.AsSpan()[..^1]);
    }

    // A role in the folder of roles is like the folder that this one lies in.
    private static bool AreReadByName(ReadOnlySpan<string> folders) => folders switch
    {
        [] or ["roles"] => true,
        ["roles", _, .. var below] => AreReadByName(below),
        [var first, ..] => s_readByName.Contains(first),
    };

    [GeneratedRegex(@"^(.*~|\..*\.sw[a-p]|\.#.*|#.*#|\.git|\.hg|\.svn|__pycache__)$")]
    private static partial Regex Leftover();
}
