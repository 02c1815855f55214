using System.Collections.Immutable;

namespace Edi.Tasks.Diagnostics;

/// <summary>Values that nothing may show or keep: they are masked in whatever a program prints, and in command lines.</summary>
internal sealed class Secrets
{
    // A shorter one is in too many words to be masked, and to be a secret.
    private const int ShortestValue = 4;

    private const string Masked = "***";

    // The longest first: one may be a part of another.
    private readonly ImmutableArray<string> _values;

    public Secrets(IEnumerable<string> values) =>
        _values = [.. values.Where(value => value.Length >= ShortestValue).Distinct().OrderByDescending(value => value.Length)];

    /// <summary>No values; what is masked in any case are the passwords of URLs.</summary>
    public static Secrets None { get; } = new([]);

    /// <summary>These and more.</summary>
    public Secrets With(IEnumerable<string> values) => new(_values.Concat(values));

    /// <summary>A text with <c>***</c> for each secret, and for the password of each URL.</summary>
    public string Mask(string text) =>
        _values.Aggregate(Passwords.Mask(text), (masked, value) => masked.Replace(value, Masked, StringComparison.Ordinal));
}
