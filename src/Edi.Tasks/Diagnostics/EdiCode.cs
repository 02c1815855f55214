namespace Edi.Tasks.Diagnostics;

/// <summary>A diagnostic's identity, for example <c>EDI1002</c>, and the heading of its page under docs/codes.</summary>
internal sealed record EdiCode(string Id, string Title)
{
    /// <summary>How much of what programs have printed belongs to the message.</summary>
    public ShownOutput Output { get; init; }
}

/// <summary>How much of what a step's programs have printed is shown with its error. All of it is in the step's log.</summary>
internal enum ShownOutput
{
    /// <summary>Nothing: the message says all.</summary>
    Nothing,

    /// <summary>Where the log is, which says more than the message.</summary>
    Log,

    /// <summary>The line by which a program of ours has told why it failed, and the log.</summary>
    Reason,

    /// <summary>The last lines: what the user has written has printed them, or a tool whose reason is no single line.</summary>
    LastLines,
}
