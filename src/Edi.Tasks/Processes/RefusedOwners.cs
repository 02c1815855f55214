using System.Text.RegularExpressions;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Processes;

/// <summary>
/// What programs say when they cannot give a file to a user or group that the user namespace does not have: the kernel calls it an
/// invalid argument, and each program has words of its own. Safe for several threads.
/// </summary>
internal sealed partial class RefusedOwners
{
    // As many as a message needs to be understood.
    private const int Most = 3;

    private readonly List<string> _lines = [];
    private readonly Lock _lock = new();

    /// <summary>Looks at a line of output.</summary>
    public void Look(string line)
    {
        if (Refusal().IsMatch(line))
        {
            lock (_lock)
            {
                if (_lines.Count < Most)
                {
                    _lines.Add(line.Trim());
                }
            }
        }
    }

    /// <summary>A failure whose reason this is, if there was such a line; else the failure itself.</summary>
    public EdiException Explain(EdiException failure) => Text is not { } text ? failure : new(failure.Problems.SetItem(
        0, failure.Problems[0] with { Code = EdiCodes.IdOutOfRange, Message = $"{failure.Problems[0].Message} {text}" }));

    /// <summary>What happened, when the program went on all the same; null when nothing did.</summary>
    public EdiProblem? Warning => Text is { } text ? new(EdiCodes.IdOutOfRange, text) { IsWarning = true } : null;

    private string? Text
    {
        get
        {
            lock (_lock)
            {
                return _lines.Count == 0 ? null
                    : $"A file cannot be given to a user or group above 65535, since a container has none: {string.Join("; ", _lines)}. Give it to a smaller number, or to its own one when the machine starts.";
            }
        }
    }

    [GeneratedRegex(@"\b(?:l?chown|ownership|owner)\b.*\binvalid argument\b", RegexOptions.IgnoreCase)]
    private static partial Regex Refusal();
}
