using Edi.Tasks.Processes;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Flash;

/// <summary>What the tasks share that look at a device for an image.</summary>
public abstract class EdiFlashTask : EdiTask
{
    /// <summary>The device, or a plain file, with its absolute path; empty when nobody has named one.</summary>
    public string Device { get; set; } = "";

    /// <summary>Whether a disk that cannot be taken out is meant. It makes nothing right that is in use.</summary>
    public bool Force { get; set; }

    /// <summary>The log file, written anew.</summary>
    [Required]
    public string LogFile { get; set; } = "";

    private protected StepLog OpenLog() => new(
        LogFile,
        line => Log.LogMessage(MessageImportance.Normal, "{0}", line),
        line => Log.LogMessage(MessageImportance.Low, "{0}", line));

    private protected FlashTarget FindTarget(HostToolRunner host, long? imageSize)
    {
        var target = new FlashTargets(host).Find(Device);
        DeviceRules.Check(target, imageSize, Force);
        return target;
    }
}
