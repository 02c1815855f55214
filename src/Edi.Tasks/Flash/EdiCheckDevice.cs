using Edi.Tasks.Processes;

namespace Edi.Tasks.Flash;

/// <summary>Refuses a device to which no image may be written (EDI7001 to EDI7005), before one is built for it.</summary>
public sealed class EdiCheckDevice : EdiFlashTask
{
    /// <inheritdoc/>
    protected override void Run()
    {
        using var log = OpenLog();
        var host = new HostToolRunner(log, Cancellation);
        WriteAccess.Of(FindTarget(host, imageSize: null), host);
    }
}
