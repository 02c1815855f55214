using System.Globalization;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Terminal;

/// <summary>How far the installation of Debian packages is, by what mmdebstrap, apt and dpkg print.</summary>
internal sealed partial class PackageProgress
{
    private readonly HashSet<string> _unpacked = [];
    private readonly HashSet<string> _setUp = [];
    private int _packages;

    /// <summary>What a line tells; null when that is nothing new.</summary>
    public string? Read(string line)
    {
        if (NewPackages().Match(line) is { Success: true } count)
        {
            // mmdebstrap installs in two rounds, and apt announces a round more than once.
            _packages = int.Parse(count.Groups[1].Value, CultureInfo.InvariantCulture);
            _unpacked.Clear();
            _setUp.Clear();
            return null;
        }

        return Phase().Match(line) is { Success: true } phase ? phase.Groups[1].Value
            : Fetched().Match(line) is { Success: true } fetched ? Download(fetched.Groups["suite"].Value, fetched.Groups["package"].Value)
            : Package().Match(line) is { Success: true } package ? Count(package.Groups["work"].Value, package.Groups["package"].Value)
            : null;
    }

    private static string Download(string suite, string package) =>
        package is "" or "Packages" ? $"downloading the package lists of {suite}" : $"downloading {package}";

    private string Count(string work, string package)
    {
        var done = work == "Unpacking" ? _unpacked : _setUp;
        done.Add(package);
        // dpkg may come back to a package.
        return done.Count <= _packages
            ? string.Create(CultureInfo.InvariantCulture, $"{work.ToLowerInvariant()} {package}, {done.Count} of {_packages}")
            : $"{work.ToLowerInvariant()} {package}";
    }

    [GeneratedRegex(@"^\d+ upgraded, (\d{1,9}) newly installed, ")]
    private static partial Regex NewPackages();

    // mmdebstrap's own end so; the others are ours, about what is shared with other builds.
    [GeneratedRegex(@"^I: ((?!removing tempdir|finding correct).*?)(?:\.\.\.|(?<=waits for it|from there|made anew))$")]
    private static partial Regex Phase();

    // Get:1 MIRROR SUITE/COMPONENT ARCHITECTURE PACKAGE ARCHITECTURE VERSION [SIZE], or of a list: Get:1 MIRROR SUITE InRelease [SIZE]
    [GeneratedRegex(@"^Get:\d+ \S+ (?<suite>\S+) \S+(?: (?<package>[^\s\[]\S*))?.* \[.+\]$")]
    private static partial Regex Fetched();

    [GeneratedRegex(@"^(?<work>Unpacking|Setting up) (?<package>[^\s:]+)(?::\S+)? \(.+\) \.\.\.$")]
    private static partial Regex Package();
}
