using System.Globalization;
using Edi.Tasks.Definition.Layout;

namespace Edi.Tasks.Flash;

/// <summary>
/// Says after each tenth how far the writing is, and then the reading. The kernel counts what a device has really
/// done; of a plain file there is no such count, and only the two words are said.
/// </summary>
internal sealed class FlashProgress : IDisposable
{
    private const int SectorSize = 512; // Of these the kernel counts, whatever the device has.

    private readonly string _statistics;
    private readonly long _total;
    private readonly Action<string> _show;
    private readonly Timer? _timer;
    private readonly Lock _lock = new();
    private string _phase = "";
    private long _begin;
    private long _shown;

    /// <param name="total">The bytes that are written, and then read.</param>
    public FlashProgress(FlashTarget target, long total, Action<string> show)
        : this(target is FlashTarget.Disk disk ? $"/sys/class/block/{disk.Device.KernelName}/stat" : "", total, show)
    {
        if (_statistics.Length > 0)
        {
            _timer = new Timer(_ => Look(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }
    }

    internal FlashProgress(string statistics, long total, Action<string> show) => (_statistics, _total, _show) = (statistics, total, show);

    /// <param name="phase">writing or reading.</param>
    public void Begin(string phase)
    {
        lock (_lock)
        {
            (_phase, _shown) = (phase, 0);
            _begin = Count();
            _show($"{phase} {ByteSize.Format(_total)}");
        }
    }

    /// <summary>Tells the next tenth, when it is reached.</summary>
    internal void Look()
    {
        lock (_lock)
        {
            long tenths = _phase.Length == 0 || _total == 0 ? 0 : long.Min((Count() - _begin) * 10 / _total, 10);
            if (tenths > _shown)
            {
                _shown = tenths;
                _show(string.Create(CultureInfo.InvariantCulture, $"{_phase}: {tenths * 10} %"));
            }
        }
    }

    public void Dispose() => _timer?.Dispose();

    // The third number is sectors read, the seventh sectors written; see Documentation/block/stat.rst of Linux.
    private long Count()
    {
        if (!File.Exists(_statistics))
        {
            return 0; // A plain file, or a device that was pulled out, of which the writer tells.
        }

        string[] numbers = File.ReadAllText(_statistics).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return long.Parse(numbers[_phase == "writing" ? 6 : 2], CultureInfo.InvariantCulture) * SectorSize;
    }
}
