using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>Files of a user or group that the image does not know. The next account that is made may get that number, and the files.</summary>
internal sealed class UnknownOwnerRule : ILintRule
{
    public EdiCode Code => EdiCodes.UnknownOwner;

    public IEnumerable<LintFinding> Check(LintedImage image)
    {
        var unknown = image.Root.Entries
            .Where(entry => !image.Accounts.UserIds.Contains(entry.Owner) || !image.Accounts.GroupIds.Contains(entry.Group))
            .ToImmutableDictionary(entry => entry.Path);
        return unknown.Values
            // Of a whole tree, its folder says enough.
            .Where(entry => !(unknown.TryGetValue(entry.Folder, out var folder) && folder.Path != entry.Path && (folder.Owner, folder.Group) == (entry.Owner, entry.Group)))
            .OrderBy(entry => entry.Path, StringComparer.Ordinal)
            .Select(entry => new LintFinding(
                entry.Path,
                FormattableString.Invariant($"It belongs to {Names(image.Accounts, entry)}, which /etc/passwd and /etc/group do not have: a number of the host's, mostly. Give it an owner of the image.")));
    }

    private static string Names(Accounts accounts, RootEntry entry) => string.Join(" and ", new[]
    {
        accounts.UserIds.Contains(entry.Owner) ? "" : FormattableString.Invariant($"user {entry.Owner}"),
        accounts.GroupIds.Contains(entry.Group) ? "" : FormattableString.Invariant($"group {entry.Group}"),
    }.Where(name => name.Length > 0));
}
