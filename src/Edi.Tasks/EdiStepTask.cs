using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Microsoft.Build.Framework;

namespace Edi.Tasks;

/// <summary>
/// What all steps share. MSBuild has decided that the step must run; from here on it goes always alike: the stamp
/// goes first, the result is made beside its place and moved in, the stamp comes last. Before a step says anything the old disk
/// image is put aside, so that nobody flashes it for a new one, however the build ends. It comes back when it turns out to be what would be made.
/// </summary>
public abstract class EdiStepTask : EdiDefinitionTask
{
    /// <summary>The file that says that the step ended well.</summary>
    [Required]
    public string Stamp { get; set; } = "";

    /// <summary>The folder of the native twins for the image's architecture; empty means that its programs are emulated.</summary>
    public string TwinDirectory { get; set; } = "";

    /// <summary>The processor that QEMU imitates, by QEMU's name; empty leaves the choice to the SDK.</summary>
    public string QemuCpu { get; set; } = "";

    /// <summary>The file that says what the step depends on; the stamp keeps its content.</summary>
    [Required]
    public string Fingerprint { get; set; } = "";

    /// <summary>The digest files of the steps whose results it begins with; the bootstrap begins with none.</summary>
    public string[] InputDigests { get; set; } = [];

    /// <summary>The file for what identifies the step's result, written only when it differs.</summary>
    [Required]
    public string Digest { get; set; } = "";

    /// <summary>The finished image and what lies beside it; removed when the step fails.</summary>
    public string[] Images { get; set; } = [];

    /// <summary>The size below which packages and root file systems are kept for all projects, such as 10GiB.</summary>
    [Required]
    public string CacheLimit { get; set; } = "";

    /// <summary>The files and folders that the step leaves besides its digest, removed with the stamp before it begins.</summary>
    private protected abstract ImmutableArray<string> Results { get; }

    /// <summary>What is half made while the step runs, and gone when it has ended, however it did.</summary>
    private protected virtual ImmutableArray<string> Unfinished => [.. Results.Select(AtomicFile.Partial)];

    /// <summary>What looks finished and no longer is, when the step fails.</summary>
    private protected virtual ImmutableArray<string> Stale => [.. Images];

    /// <summary>What other steps have made of the result, and what a new one makes old.</summary>
    private protected virtual ImmutableArray<string> Superseded => [];

    /// <summary>The folders that the step writes.</summary>
    private protected virtual ImmutableArray<string> WritableFolders =>
        [.. Results.Concat(Images).Select(file => Path.GetDirectoryName(file)!).Distinct()];

    private protected sealed override ImmutableArray<string> WrittenFolders => [.. WritableFolders.Concat(base.WrittenFolders).Distinct()];

    /// <summary>The size of what the step left, in bytes, for its closing line; null where that is a text about the image.</summary>
    private protected virtual long? ResultSize => null;

    /// <summary>What the step is called in its closing line.</summary>
    private protected virtual string Title => GetType().Name;

    /// <summary>The step's work.</summary>
    private protected abstract void RunStep(StepContext context);

    /// <summary>Whether a line of a tool's output is worth a look while the step runs.</summary>
    private protected virtual bool IsHeadline(string line) => true;

    /// <summary>What a line of a tool's output tells of how far the step is; null when it is nothing new.</summary>
    private protected virtual string? Detail(string line) => null;

    /// <inheritdoc/>
    protected sealed override void Run()
    {
        long limit = Cache.CacheLimit.Parse(CacheLimit);
        var clock = Stopwatch.StartNew();
        string reason = Reason();
        SetAside.Delete([Stamp, StepFiles.ResultsOf(Stamp), .. Results]);
        SetAside.Take(Images);
        Log.LogMessage(MessageImportance.High, "{0}", $"{Title}: {reason}");
        string fingerprint = File.ReadAllText(Fingerprint);
        string digest = File.Exists(Digest) ? File.ReadAllText(Digest) : "";
        using var live = StartLiveLine(Title, StepDuration.Read(Stamp), Written);
        using var log = OpenLog(IsHeadline, live, Detail);
        bool succeeded = false;
        try
        {
            RunOnOneState(CreateStepContext(log));
            Finish(fingerprint, digest);
            succeeded = true;
            if (log.Warning is { } warning)
            {
                Report(warning);
            }
        }
        catch (EdiException e) when (e.Problems[0].Code != EdiCodes.InputChanged)
        {
            throw log.Explain(HostDisk.Explain(e, log.Tail, WrittenFolders));
        }
        finally
        {
            AtomicFile.Delete(Unfinished);
            Cache.CacheLimit.Apply(CacheDirectory, limit);
            if (!succeeded)
            {
                SetAside.Delete([.. Results, .. Stale]);
                TellStep(new(Title, reason, clock.Elapsed, Cancellation.IsCancellationRequested ? "cancelled" : "failed"));
            }
        }

        if (!IsFollowed())
        {
            SetAside.PutBack(Images);
        }

        StepDuration.Write(Stamp, clock.Elapsed);
        string size = ResultSize is { } bytes ? ByteSize.Format(bytes) : "";
        TellStep(new(Title, reason, clock.Elapsed, size));
        Log.LogMessage(
            MessageImportance.High,
            "{0}",
            string.Create(CultureInfo.InvariantCulture, $"{Title}: {clock.Elapsed.TotalSeconds:0.0} s{(size.Length > 0 ? $", {size}" : "")}"));
    }

    private string Written() => Unfinished.Sum(FileIdentity.AllocatedSize) is > 0 and var bytes ? $"{ByteSize.Format(bytes)} written" : "";

    /// <summary>Runs the step, and again when somebody has written to its inputs meanwhile and they are now what they were: nobody knows which of both it has read.</summary>
    private void RunOnOneState(StepContext context)
    {
        const int attempts = 3;
        var inputs = StepInputs.Read(InputDigests.Prepend(Fingerprint));
        inputs.FindWritten(); // What was written before is no concern, as long as it is what the fingerprint tells.
        RunStep(context);
        for (int attempt = 1; inputs.FindWritten() is { IsEmpty: false } written; attempt++)
        {
            if (attempt == attempts)
            {
                StepInputs.ThrowIfAny(written);
            }

            Log.LogMessage(MessageImportance.High, "{0}", $"{Title}: {written[0]} was written to while it ran, and is again what it was; it runs once more");
            AtomicFile.Delete(Results);
            RunStep(context);
        }
    }

    /// <summary>Whether a later step up to the image will run, as far as is known now.</summary>
    private bool IsFollowed()
    {
        if (Images.Length == 0)
        {
            return false;
        }

        var definition = ResolvedDefinition.Read(Definition);
        var files = new StepFiles(Path.GetDirectoryName(Fingerprint)!, Path.GetDirectoryName(Stamp)!, Path.GetDirectoryName(Digest)!);
        var layers = new LayerStores(definition.Engine, CacheDirectory);
        string own = Path.GetFileNameWithoutExtension(Stamp);
        return new StepPlan(definition, "", []).UpToImage.SkipWhile(step => step.Step != own).Skip(1).Any(step => !StepState.ReasonsToRun(
            files.Stamp(step.Step), files.Fingerprint(step.Step), step.Inputs.Select(files.Digest), layers.Expected([], files.Digest(step.Step))).IsEmpty);
    }

    /// <param name="fingerprint">What the step was built with.</param>
    /// <param name="digest">What identified its result before.</param>
    private void Finish(string fingerprint, string digest)
    {
        if (File.ReadAllText(Digest) != digest)
        {
            SetAside.Delete(Superseded);
            StepTimes.MakeNewer(Digest, Directory.CreateDirectory(Path.GetDirectoryName(Stamp)!).GetFiles().Select(stamp => stamp.FullName));
        }

        new StepResults(StepFiles.ResultsOf(Stamp)).Write(Results.Add(Digest));
        AtomicFile.Write(Stamp, fingerprint);
        StepTimes.MakeNotOlder(Stamp, [Fingerprint, .. InputDigests]);
    }

    /// <summary>Why MSBuild runs the step.</summary>
    private string Reason()
    {
        var reasons = StepState.ReasonsToRun(Stamp, Fingerprint, InputDigests, Results.Add(Digest));
        if (reasons.IsEmpty)
        {
            // With LXD and Incus, a step that ran before this one has taken its layer away; that is no reason of its own.
            reasons = StepState.ReasonsToRun(Stamp, Fingerprint, InputDigests, new LayerStores(ResolvedDefinition.Read(Definition).Engine, CacheDirectory).Expected(Results, Digest));
        }

        return reasons.IsEmpty ? "something that it depends on is newer than its result" : StepState.Summary(reasons);
    }

    private StepContext CreateStepContext(StepLog log) => CreateContext(log) with
    {
        WritableFolders = WritableFolders,
        RemoveOnAbort = [.. Unfinished, .. Stale, .. Stale.Select(SetAside.PlaceOf)],
        TwinDirectory = TwinDirectory,
        QemuCpu = QemuCpu,
    };
}
