using System.Diagnostics;
using System.Globalization;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Edi.Tasks.Sandbox;
using Edi.Tasks.Terminal;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Bootstrap.Twin;

/// <summary>
/// Makes the native twin of a foreign architecture, unless there is one that fits. Where there can be none, one line
/// says why, and the steps emulate everything.
/// </summary>
public sealed class EdiNativeTwin : EdiDefinitionTask
{
    /// <summary>The file that says that the step ended well.</summary>
    [Required]
    public string Stamp { get; set; } = "";

    /// <summary>The SDK's dispatcher, shim and list of programs.</summary>
    [Required]
    public string NativeDirectory { get; set; } = "";

    /// <summary>The folder of the twins of this suite, these mirrors and these architectures; empty when there can be none.</summary>
    public string TwinDirectory { get; set; } = "";

    /// <summary>The file that says why there is no twin; removed when there is one.</summary>
    [Required]
    public string Reason { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        AtomicFile.Delete([Stamp, Reason]);
        using var live = StartLiveLine(nameof(EdiNativeTwin));
        var progress = new PackageProgress();
        using var log = OpenLog(_ => false, live, progress.Read);
        var context = CreateContext(log);
        if (DebianArchitecture.Host.Runs(context.Definition.Architecture))
        {
            AtomicFile.Write(Stamp, "");
            return;
        }

        var provision = new TwinProvision(context, TwinDirectory, new NativeFiles(NativeDirectory));
        if (provision.FindObstacle() is { } obstacle)
        {
            Refuse(context, obstacle);
        }
        else if (!provision.IsCurrent())
        {
            var clock = Stopwatch.StartNew();
            try
            {
                provision.Make();
                Log.LogMessage(MessageImportance.High, "{0}", string.Create(CultureInfo.InvariantCulture, $"EdiNativeTwin: {clock.Elapsed.TotalSeconds:0.0} s"));
                TellStep(new(nameof(EdiNativeTwin), "there is none for these mirrors yet, or not with what this SDK puts into it", clock.Elapsed, ""));
            }
            catch (EdiException e) when (e.Problems[0].Code == EdiCodes.TwinNotMade)
            {
                Refuse(context, log.Explain(e).Problems[0].Message);
            }
        }

        AtomicFile.Write(Stamp, "");
    }

    private void Refuse(StepContext context, string reason)
    {
        Tell($"{EdiCodes.TwinNotMade.Id}: no native twin, all programs of {context.Definition.Architecture} are emulated: {reason}");
        AtomicFile.Write(Reason, reason);
    }
}
