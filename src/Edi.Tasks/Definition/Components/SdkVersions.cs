using NuGet.Versioning;

namespace Edi.Tasks.Definition.Components;

/// <summary>Whether a component works with the SDK that builds.</summary>
internal static class SdkVersions
{
    // The SDK as it lies in its repository: what is there fits together.
    private const string InTree = "0.0.0-dev";

    /// <param name="range">NuGet's notation, such as <c>[0.1, 0.3)</c>; empty admits all.</param>
    /// <exception cref="FormatException">It is no range.</exception>
    public static bool Admit(string range, string sdkVersion)
    {
        if (range.Length == 0)
        {
            return true;
        }

        if (!VersionRange.TryParse(range, out var versions))
        {
            throw new FormatException($"'{range}' is no range of versions.");
        }

        if (sdkVersion == InTree || !NuGetVersion.TryParse(sdkVersion, out var version))
        {
            return true;
        }

        // For NuGet 0.2.0-beta comes before 0.2.0. Who says "from 0.2" means its previews, too, and who says "before 0.2" means none of them.
        bool isOfPreviews = versions.MinVersion?.IsPrerelease == true || versions.MaxVersion?.IsPrerelease == true;
        return versions.Satisfies(isOfPreviews ? version : new NuGetVersion(version.Version));
    }
}
