using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>Files that anybody may change, and folders in which anybody may replace what others have.</summary>
internal sealed class WorldWritableRule : ILintRule
{
    // Memory on a running machine: what an image has there is covered.
    private static readonly string[] s_covered = ["/dev/", "/proc/", "/run/", "/sys/"];

    public EdiCode Code => EdiCodes.WorldWritable;

    public IEnumerable<LintFinding> Check(LintedImage image) => image.Root.Entries
        .Where(entry => (entry.Mode & UnixFileMode.OtherWrite) != 0 && !s_covered.Any(folder => entry.Path.StartsWith(folder, StringComparison.Ordinal)))
        .Where(entry => entry.IsFile || (entry.Kind == RootEntryKind.Folder && (entry.Mode & UnixFileMode.StickyBit) == 0))
        .Select(entry => new LintFinding(
            entry.Path,
            entry.IsFile
                ? $"Any user can change this file; its mode is {Octal(entry)}. Take the right to write from others: 'chmod o-w'."
                : $"Any user can remove and replace what others have in this folder; its mode is {Octal(entry)}. Take the right to write from others with 'chmod o-w', or set the sticky bit with 'chmod +t'."));

    private static string Octal(RootEntry entry) => Convert.ToString((int)entry.Mode, 8).PadLeft(4, '0');
}
