using System.Globalization;

namespace Edi.Tasks.Application;

/// <summary>Which versions of a shared framework an application runs with, as its host decides it, see .NET's documentation of rolling forward.</summary>
internal static class FrameworkVersions
{
    // Patterns name the major versions one by one.
    private const int HighestMajor = 99;

    /// <summary>Patterns of the shell for the names of the frameworks' folders.</summary>
    /// <param name="version">The version that it was built for, such as <c>10.0</c>.</param>
    /// <param name="rollForward">The project's property of that name; empty means <c>Minor</c>.</param>
    public static IEnumerable<string> Accepted(string version, string rollForward)
    {
        int major = int.Parse(version.Split('.')[0], CultureInfo.InvariantCulture);
        return rollForward.ToUpperInvariant() switch
        {
            "DISABLE" or "LATESTPATCH" => [$"{version}.*"],
            "MAJOR" or "LATESTMAJOR" => Enumerable.Range(major, HighestMajor - major).Select(later => string.Create(CultureInfo.InvariantCulture, $"{later}.*")),
            _ => [string.Create(CultureInfo.InvariantCulture, $"{major}.*")],
        };
    }
}
