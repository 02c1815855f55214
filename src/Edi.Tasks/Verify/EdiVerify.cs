using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Machine;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Verify;

/// <summary>
/// Boots a fresh copy of the image in QEMU and runs the checks of the definition's section <c>verify</c> on it. Writes the
/// results as a TRX file, and fails with EDI6003 or EDI6005 for each check that did not pass.
/// </summary>
public sealed class EdiVerify : EdiDefinitionTask
{
    /// <summary>The disk image, which is only read.</summary>
    [Required]
    public string ImageFile { get; set; } = "";

    /// <summary>The folder for the files of this project's machines.</summary>
    [Required]
    public string MachineDirectory { get; set; } = "";

    /// <summary>The file for what the machine writes to its console; it stays.</summary>
    [Required]
    public string SerialLog { get; set; } = "";

    /// <summary>The results, in Visual Studio's format.</summary>
    [Required]
    public string ResultsFile { get; set; } = "";

    /// <summary>Test programs, which are copied to the machine and run there; exit code 0 passes.</summary>
    public ITaskItem[] Programs { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        var programs = FindPrograms();
        using var live = StartLiveLine(nameof(EdiVerify));
        using var log = OpenLog(_ => false);
        var context = CreateContext(log);
        PreparedMachine.Choose(context.Definition);
        if (!File.Exists(ImageFile))
        {
            throw new EdiException(EdiCodes.NothingToBoot, $"There is no disk image {ImageFile}; 'dotnet build' with the same options makes it.");
        }

        var start = DateTimeOffset.Now;
        var results = new ImageVerification(context, ImageFile, Path.Combine(MachineDirectory, "verify"), SerialLog).Run(programs, line =>
        {
            Log.LogMessage(MessageImportance.High, "{0}", line);
            live.Show(line.Replace("EdiVerify: ", "", StringComparison.Ordinal));
        });
        TrxFile.Write(ResultsFile, context.Definition.Name, results, start, DateTimeOffset.Now, [SerialLog]);
        ReportAll(results);
    }

    private void ReportAll(ImmutableArray<CheckResult> results)
    {
        foreach (var result in results)
        {
            Tell(ImageVerification.Describe(result));
        }

        int passed = results.Count(result => result.Outcome == CheckOutcome.Passed);
        Tell(string.Create(CultureInfo.InvariantCulture, $"EdiVerify: {passed} of {results.Length} checks passed. Results: {ResultsFile}"));
        if (results.FirstOrDefault(result => result is { IsBoot: true, Outcome: not CheckOutcome.Passed }) is { } boot)
        {
            // None of the others ran, for this one reason.
            Report(new(EdiCodes.BootFailed, $"The image did not boot: {boot.Failure}. No other check ran. The console's log: {SerialLog}. Its last lines:{Environment.NewLine}{new SerialConsole(SerialLog).Tail()}"));
            return;
        }

        foreach (var result in results.Where(result => result.Outcome != CheckOutcome.Passed))
        {
            Report(new(EdiCodes.CheckFailed, $"Check '{result.Name}' failed: {result.Failure}{Environment.NewLine}The console's log: {SerialLog}", result.Position));
        }
    }

    private ImmutableArray<CheckDefinition.Program> FindPrograms() =>
    [
        .. Programs.Select(item =>
        {
            string path = item.GetMetadata("FullPath");
            return File.Exists(path)
                ? new CheckDefinition.Program(path, new(item.GetMetadata("DefiningProjectFullPath"), 1, 1, 1, 1))
                : throw new EdiException(EdiCodes.FileNotFound, $"The test program '{item.ItemSpec}' does not exist. Looked for: {path}.");
        }),
    ];
}
