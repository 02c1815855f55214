using System.Diagnostics;
using System.Globalization;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Bootstrap.Twin;

/// <summary>
/// Makes the native twin of a foreign architecture, unless there is one that fits. Where there can be none, one line
/// says why, and the steps emulate everything.
/// </summary>
public sealed class EdiNativeTwin : EdiTask
{
    /// <summary>The definition's file.</summary>
    [Required]
    public string Definition { get; set; } = "";

    /// <summary>The project's file.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The build configuration, such as Debug.</summary>
    [Required]
    public string Configuration { get; set; } = "";

    /// <summary>The folder of the SDK's own plugins.</summary>
    [Required]
    public string PluginDirectory { get; set; } = "";

    /// <summary>The folder of the engine's store and of temporary files.</summary>
    [Required]
    public string CacheDirectory { get; set; } = "";

    /// <summary>The SDK's dispatcher, shim and list of programs.</summary>
    [Required]
    public string NativeDirectory { get; set; } = "";

    /// <summary>The folder of the twins of this suite, these mirrors and these architectures.</summary>
    [Required]
    public string TwinDirectory { get; set; } = "";

    /// <summary>The log file, written anew.</summary>
    [Required]
    public string LogFile { get; set; } = "";

    /// <summary>The file that says that the question is settled.</summary>
    [Required]
    public string Stamp { get; set; } = "";

    /// <summary>The file that says why there is no twin; removed when there is one.</summary>
    [Required]
    public string Reason { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        AtomicFile.Delete([Stamp, Reason]);
        using var log = new StepLog(
            LogFile,
            line => Log.LogMessage(MessageImportance.Normal, "{0}", line),
            line => Log.LogMessage(MessageImportance.Low, "{0}", line));
        var context = StepContext.Create(Definition, Project, Configuration, PluginDirectory, CacheDirectory, log, Cancellation);
        if (Settle(context) is { } reason)
        {
            Log.LogMessage(MessageImportance.High, "{0}", $"{EdiCodes.TwinNotMade.Id}: no native twin, all programs of {context.Definition.Bootstrap.Architecture} are emulated: {reason}");
            AtomicFile.Write(Reason, reason);
        }

        AtomicFile.Write(Stamp, "");
    }

    /// <summary>Returns why there is no twin, or null.</summary>
    private string? Settle(StepContext context)
    {
        var native = new NativeFiles(NativeDirectory);
        var target = DebianArchitecture.Find(context.Definition.Bootstrap.Architecture)!;
        if (!ForeignPrograms.KernelHasOwnHandlers)
        {
            return $"this kernel ({Environment.OSVersion.Version}) has no binfmt_misc for a sandbox of its own; Linux 6.7 or later does.";
        }

        if (target.ElfData != DebianArchitecture.Host.ElfData)
        {
            return $"its byte order is not that of {DebianArchitecture.Host.Name}, and programs write data in their own.";
        }

        if (!native.Exist)
        {
            return $"this SDK has no dispatcher for {DebianArchitecture.Host.Name}.";
        }

        string emulator = StaticEmulator.Find(target)!;
        using (var current = NativeTwin.Open(TwinDirectory))
        {
            if (current is not null && native.AreIn(current, emulator))
            {
                // MSBuild compares its time with the fingerprint's.
                File.SetLastWriteTimeUtc(Path.Combine(current.Directory, NativeTwin.Table), DateTime.UtcNow);
                return null;
            }
        }

        var clock = Stopwatch.StartNew();
        try
        {
            new TwinBuilder(context, TwinDirectory, native).Make();
        }
        catch (EdiException e) when (e.Problems[0].Code == EdiCodes.TwinNotMade)
        {
            return $"{e.Problems[0].Message} See {LogFile}.";
        }

        Log.LogMessage(MessageImportance.High, "{0}", string.Create(CultureInfo.InvariantCulture, $"EdiNativeTwin: {clock.Elapsed.TotalSeconds:0.0} s"));
        return null;
    }
}
