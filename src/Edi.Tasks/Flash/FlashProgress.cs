using System.Globalization;
using Edi.Tasks.Definition.Layout;

namespace Edi.Tasks.Flash;

/// <summary>
/// Says after each tenth how far the writing is, and then the reading. The kernel counts what a device has really
/// done; of a plain file there is no such count, and only the two words are said.
/// </summary>
/// <param name="total">The bytes that are written, and then read.</param>
internal sealed class FlashProgress(long total, Action<string> show)
{
    private const string Counted = "counted";
    private const int SectorSize = 512; // Of these the kernel counts, whatever the device has.

    private string _phase = "";
    private string[] _counts = [];
    private long? _begin;
    private long _shown;

    /// <summary>The file in which the kernel counts for a target; one that is always empty when it does not.</summary>
    public static string CountsOf(FlashTarget target) =>
        target is FlashTarget.Disk disk ? $"/sys/class/block/{disk.Device.KernelName}/stat" : "/dev/null";

    /// <param name="line">What flash.sh says.</param>
    public void Hear(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words[0] == Counted)
        {
            _counts = words[1..];
            _begin ??= Done;
            Look();
        }
        else if (words[0] is "writing" or "reading")
        {
            (_phase, _shown) = (words[0], 0);
            _begin = Done;
            show($"{_phase} {ByteSize.Format(total)}");
        }
    }

    private void Look()
    {
        if (_phase.Length == 0 || total == 0 || Done is not { } done || _begin is not { } begin)
        {
            return;
        }

        long tenths = long.Min((done - begin) * 10 / total, 10);
        if (tenths > _shown)
        {
            _shown = tenths;
            show(string.Create(CultureInfo.InvariantCulture, $"{_phase}: {tenths * 10} %"));
        }
    }

    // The third number is sectors read, the seventh sectors written; see Documentation/block/stat.rst of Linux.
    private long? Done => _counts.Length < 7
        ? null
        : long.Parse(_counts[_phase == "reading" ? 2 : 6], CultureInfo.InvariantCulture) * SectorSize;
}
