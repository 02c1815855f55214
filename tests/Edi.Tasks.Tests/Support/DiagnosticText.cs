using System.Globalization;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

/// <summary>Problems as MSBuild shows them, with names in the place of this test's folders.</summary>
internal static class DiagnosticText
{
    public static string Of(EdiProblem problem, PluginLookup plugins)
    {
        var place = problem.Position!;
        string kind = problem.IsWarning ? "warning " : "";
        return WithoutFolders(
            string.Create(CultureInfo.InvariantCulture, $"{place.File}({place.Line},{place.Column},{place.EndLine},{place.EndColumn}): {kind}{problem.Code.Id}: {problem.Message}"),
            plugins);
    }

    private static string WithoutFolders(string text, PluginLookup plugins)
    {
        string shown = text
            .Replace(plugins.SdkPluginDirectory, "$SDK", StringComparison.Ordinal)
            .Replace(plugins.ProjectDirectory, "$PROJECT", StringComparison.Ordinal);
        return shown.StartsWith("$PROJECT/", StringComparison.Ordinal) ? shown["$PROJECT/".Length..] : shown;
    }
}
