using System.Collections.Frozen;
using Edi.Tasks.Definition.Layout;

namespace Edi.Tasks.Definition.Schema;

/// <summary>A form of texts that no pattern can say; keyword <c>x-edi-format</c>.</summary>
/// <param name="Admits">Whether a text has the form.</param>
/// <param name="Expected">What is wanted, in words.</param>
internal sealed record ValueFormat(Func<string, bool> Admits, string Expected)
{
    /// <summary>The texts of this form, for a suggestion; none where they are no list.</summary>
    public Func<IEnumerable<string>> Known { get; init; } = () => [];

    /// <summary>What a text that is refused was probably meant to be, or null.</summary>
    public Func<string, string?> Meant { get; init; } = _ => null;

    /// <summary>Whether a text that has not this form may be a secret, which no message shows.</summary>
    public bool IsSecret { get; init; }

    private static readonly FrozenDictionary<string, ValueFormat> s_all = new Dictionary<string, ValueFormat>
    {
        ["password-hash"] = new(
            text => text.Length == 0 || CryptHash.IsLock(text) || CryptHash.IsModern(text),
            "the whole hash of a password, as 'openssl passwd -6' prints it, or '!' for no password. A password itself would be in the image for all to read, and open nothing")
        {
            IsSecret = true,
        },
        // What it may be, the schema's pattern says, which editors know.
        ["size"] = new(_ => true, "a size") { Meant = ByteSize.Meant },
        ["time-zone"] = new(
            text => TimeZoneNames.Known.Count == 0 || TimeZoneNames.Known.Contains(text),
            "the name of a time zone, such as Europe/Berlin")
        {
            Known = () => TimeZoneNames.Known,
        },
    }.ToFrozenDictionary();

    /// <exception cref="NotSupportedException">There is no such form.</exception>
    public static ValueFormat Of(string name) => s_all.GetValueOrDefault(name) ?? throw new NotSupportedException(
        $"The schema uses the format '{name}', which nothing checks. There are {string.Join(", ", s_all.Keys.Order(StringComparer.Ordinal))}.");
}
