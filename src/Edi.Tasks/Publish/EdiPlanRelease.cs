using Edi.Tasks.Incremental;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Publish;

/// <summary>Tells MSBuild whether a release is still the one that would be made now.</summary>
public sealed class EdiPlanRelease : EdiTask
{
    /// <summary>The file that says what the release depends on; written only when it differs.</summary>
    [Required]
    public string Fingerprint { get; set; } = "";

    /// <summary>The file that says which release was made last.</summary>
    [Required]
    public string Stamp { get; set; } = "";

    /// <summary>Properties that shape the release.</summary>
    public string[] Settings { get; set; } = [];

    /// <summary>The digests of what is published.</summary>
    public string[] Digests { get; set; } = [];

    /// <summary>Further files and folders of the release.</summary>
    public string[] Files { get; set; } = [];

    /// <summary>Paths that do not exist, one for each file of the last release that is gone or was altered.</summary>
    [Output]
    public string[] Missing { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        var fingerprint = new Fingerprint().Add("settings", Settings);
        foreach (string digest in Digests.Where(File.Exists))
        {
            fingerprint.Add(Path.GetFileName(digest), File.ReadAllText(digest));
        }

        foreach (string file in Files)
        {
            fingerprint.Add(file, Path.Exists(file) ? FileTree.DescribeWhole(file) : "missing");
        }

        fingerprint.WriteIfDifferent(Fingerprint, builtWith: Stamp);
        var last = new StepResults(StepFiles.ResultsOf(Stamp));
        Missing = [.. last.Paths.Where(path => !Path.Exists(path)), .. last.FindAltered().Select(file => $"{file}.as-published")];
    }
}
