using System.Text.RegularExpressions;

namespace Edi.Tasks.Diagnostics;

/// <summary>Masks the passwords of URLs, of mirrors and proxies, where they would be shown or kept.</summary>
internal static partial class Passwords
{
    /// <summary>A text with <c>***</c> for the password of each URL in it; the user stays.</summary>
    public static string Mask(string text) =>
        text.Contains("//", StringComparison.Ordinal) ? Authority().Replace(text, match => MaskUrl(match.Value)) : text;

    /// <summary>The same for a text that is one URL, which may lack its scheme, as a proxy's may.</summary>
    public static string MaskUrl(string url) => Password().Replace(url, "$1$2***@");

    // A URL's user, password and host.
    [GeneratedRegex(@"//[^\s/]+")]
    private static partial Regex Authority();

    [GeneratedRegex(@"^(?>((?:[\w+.-]+:)?//)?)([^:/]*:).*@")]
    private static partial Regex Password();
}
