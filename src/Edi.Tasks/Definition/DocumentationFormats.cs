using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition;

/// <summary>What Sphinx can make of rendered documentation, and the Debian packages that this needs.</summary>
internal static class DocumentationFormats
{
    public const string Html = "html";
    public const string Pdf = "pdf";

    /// <summary>The libraries that render documentation, besides those that Ansible needs.</summary>
    public static ImmutableArray<string> RendererPackages { get; } = ["python3-debian", "python3-dateutil"];

    /// <exception cref="EdiException">EDI1005, for what is no format.</exception>
    public static ImmutableArray<string> Parse(string formats)
    {
        string[] words = formats.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return words.All(word => word is Html or Pdf)
            ? [.. words.Distinct()]
            : throw new EdiException(EdiCodes.InvalidValue, $"The property EdiDocumentationFormats must be html, pdf, or both with a semicolon between them; found '{formats}'.");
    }

    /// <summary>What Sphinx needs for these formats.</summary>
    public static ImmutableArray<string> PackagesOf(ImmutableArray<string> formats) =>
    [
        .. formats.IsEmpty ? Array.Empty<string>() : ["python3-sphinx"],
        .. formats.Contains(Pdf) ? ["latexmk", "texlive-latex-recommended", "texlive-latex-extra", "texlive-fonts-recommended", "tex-gyre"] : Array.Empty<string>(),
    ];
}
