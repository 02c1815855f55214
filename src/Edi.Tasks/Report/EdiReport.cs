using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Report;

/// <summary>
/// Reports on a new image: partitions and their free space, the largest packages, what has changed since the one before.
/// The image is complete without it, so what goes wrong is a warning (EDI8001).
/// </summary>
public sealed class EdiReport : EdiStepTask
{
    /// <summary>The disk image.</summary>
    [Required]
    public string ImageFile { get; set; } = "";

    /// <summary>What EdiImage has left about packages.</summary>
    [Required]
    public string PackageSizes { get; set; } = "";

    /// <summary>The report's file for people.</summary>
    [Required]
    public string Text { get; set; } = "";

    /// <summary>The report's file for programs. It is kept until the next report, which says what has changed since.</summary>
    [Required]
    public string Data { get; set; } = "";

    private protected override ImmutableArray<string> Results => [Text];

    private protected override ImmutableArray<string> WritableFolders => [Path.GetDirectoryName(Text)!, Path.GetDirectoryName(ImageFile)!];

    private protected override bool IsHeadline(string line) => false;

    private protected override void RunStep(StepContext context)
    {
        try
        {
            Report(context);
        }
        catch (EdiException e)
        {
            throw new EdiException([.. e.Problems.Select(problem => new EdiProblem(EdiCodes.ReportNotMade, $"There is no report on this image, which is complete all the same. {problem.Message}") { IsWarning = true })]);
        }
    }

    private void Report(StepContext context)
    {
        ImageReport report;
        using (var sandbox = context.StartSandbox())
        {
            report = new(
                Path.GetFileName(ImageFile),
                FileTree.Digest(InputDigests.Single()),
                new FileInfo(ImageFile).Length,
                new PartitionInspector(sandbox, ImageFile).Read(context.Definition.Image!),
                ReportedPackages.Parse(File.ReadLines(PackageSizes), context.Definition.Architecture));
            sandbox.Complete();
        }

        var changes = new ReportFiles(Data).Keep(report) is { } before ? ReportChanges.Between(before, report) : null;
        AtomicFile.Write(Text, ReportText.Long(report, changes));
        new Fingerprint().Add("report", FileTree.Digest(Text)).WriteIfDifferent(Digest);
        Log.LogMessage(MessageImportance.High, "{0}", $"{ReportText.Short(report, changes)}All of it: {Text}");
    }
}
