using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests.Mistakes;

/// <summary>A project that was built: mistakes are made in it and undone.</summary>
internal sealed partial class GoodProject : IDisposable
{
    // In a replacement of sed only its own marks mean something; no mistake uses one of these.
    private const string Functions =
        """
        set -eu
        replace() { grep --quiet --fixed-strings -- "$2" "$1"; sed --in-place -- "s|$2|$3|" "$1"; }
        project() { printf '<Project Sdk="Edi.Sdk/%s">\n  %s\n</Project>\n' "$VERSION" "$1" >small.ediproj; }
        bootstrap() { sed --in-place 1,2d small.yml; printf 'bootstrap: {%s}\n' "$1" >>small.yml; }
        playbook() { printf 'playbooks:\n  100_one:\n    path: %s\n    parameters:\n      %s\n' "$1" "$2" >>small.yml; }

        """;

    private readonly TinyImage _image = new();
    private readonly TemporaryFolder _copy = new();
    private readonly string[] _environment;

    public GoodProject()
    {
        _environment = ["env", $"EdiCacheDirectory={Project.Cache}", $"VERSION={SdkPackage.Version}"];
    }

    private TestProject Project => _image.Project;

    /// <summary>Builds it for the first time, and keeps a copy of its files.</summary>
    public async Task BuildAsync()
    {
        (await Project.RunAsync("cp", "--archive", "--no-target-directory", Project.Folder, _copy.PathOf("project"))).Succeeded();
        (await RunAsync("dotnet build")).Outcome.Succeeded();
    }

    /// <summary>What a build with nothing to do takes, and the steps that it ran: none.</summary>
    public async Task<(TimeSpan Time, string[] Steps)> BuildAgainAsync()
    {
        var (outcome, time) = await RunAsync("dotnet build");
        return (time, outcome.Steps);
    }

    /// <summary>All that is in the folder of finished files, with its content.</summary>
    public async Task<ImmutableArray<string>> FinishedAsync() =>
        [.. await Task.WhenAll(Directory.GetFiles(Project.PathOf("bin"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(async file => $"{Path.GetRelativePath(Project.Folder, file)} {await Project.DigestOfAsync(file)}"))];

    /// <summary>Makes a mistake; returns it with what is told, and the time until it was.</summary>
    public async Task<(Mistake Actual, TimeSpan Time)> MakeAsync(Mistake mistake)
    {
        (await RunAsync(Functions + mistake.Change)).Outcome.Succeeded();
        var (outcome, time) = await RunAsync(mistake.Command);
        return (mistake with { ExitCode = outcome.ExitCode, Told = Told(outcome.Output) }, time);
    }

    /// <summary>Gives the project its own files back; what builds have left stays.</summary>
    public async Task UndoAsync() =>
        (await Project.RunAsync("sh", "-c", $"find . -mindepth 1 -maxdepth 1 ! -name bin ! -name obj -exec rm -rf {{}} + && cp --archive '{_copy.PathOf("project")}/.' .")).Succeeded();

    public void Dispose()
    {
        _image.Dispose();
        _copy.Dispose();
    }

    private async Task<(CommandOutcome Outcome, TimeSpan Time)> RunAsync(string script)
    {
        var watch = Stopwatch.StartNew();
        var outcome = await Project.RunAsync([.. _environment, "sh", "-c", script]);
        return (outcome, watch.Elapsed);
    }

    private ImmutableArray<string> Told(string output) =>
    [
        .. Colour().Replace(output, "").Split('\n').Select(line => Count().IsMatch(line) ? "" : Place().Replace(line, "").Trim())
            .Where(line => Diagnostic().IsMatch(line))
            .Select(line => Disks().Replace(line, " DISKS").Replace(Project.Folder, "PROJECT", StringComparison.Ordinal)
                .Replace(Project.Cache, "CACHE", StringComparison.Ordinal)
                .Replace(SdkPackage.Feed, "FEED", StringComparison.Ordinal)
                .Replace(SdkPackage.Version, "VERSION", StringComparison.Ordinal)
                .Replace(Path.GetDirectoryName(Project.Cache)!, "HOME", StringComparison.Ordinal))
            .Distinct(),
    ];

    [GeneratedRegex("error|warning|^Switch:", RegexOptions.IgnoreCase)]
    private static partial Regex Diagnostic();

    // Counts, and the disks of this machine, each in a line.
    [GeneratedRegex(@"^ *\d+ (Warning|Error)\(s\)|^Build (FAILED|succeeded)|failed with \d+ error|EDI7001:   /dev/")]
    private static partial Regex Count();

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]|\x1b\].*?\x1b\\|\r")]
    private static partial Regex Colour();

    [GeneratedRegex("(?<=Removable disks found:).*")]
    private static partial Regex Disks();

    // The project, which MSBuild appends to each line.
    [GeneratedRegex(@" \[/[^\]]*proj\]\r?$")]
    private static partial Regex Place();
}
