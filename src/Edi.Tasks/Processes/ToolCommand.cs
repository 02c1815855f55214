using System.Collections.Immutable;

namespace Edi.Tasks.Processes;

/// <summary>A program and its arguments, as a list: no shell ever splits them.</summary>
internal sealed record ToolCommand(string Program, params ImmutableArray<string> Arguments)
{
    /// <summary>What the program sees besides <see cref="ToolEnvironment.Base"/>; nothing else is inherited.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The text on standard input; empty means end of file at once.</summary>
    public string StandardInput { get; init; } = "";

    public ToolCommand With(string variable, string value) =>
        this with { Environment = Environment.SetItem(variable, value) };

    public override string ToString() => string.Join(' ', [Program, .. Arguments.Select(Quote)]);

    /// <summary>A word as a shell reads it.</summary>
    public static string Quote(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_=/.,:+@%".Contains(c, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
