using Edi.Tasks.Processes;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Flash;

/// <summary>Refuses a device to which no image may be written (EDI7001 to EDI7005), before one is built for it.</summary>
public sealed class EdiCheckDevice : EdiFlashTask
{
    /// <summary>What tells the device from another one that is put in later; empty for a file.</summary>
    [Output]
    public string Identity { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        using var log = OpenLog();
        var host = new HostToolRunner(log, Cancellation);
        var target = FindTarget(host, imageSize: null);
        WriteAccess.Of(target, host);
        Identity = target.Identity;
    }
}
