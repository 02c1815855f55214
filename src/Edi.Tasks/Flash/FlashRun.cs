using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Flash;

/// <summary>Writes an image to a target and reads it back, in one program, so that nobody gets between the two.</summary>
/// <param name="show">Told how far it is.</param>
internal sealed class FlashRun(HostToolRunner host, string image, string blockMap, Action<string> show)
{
    private const int CouldNotWrite = 3;
    private const int Differs = 4;
    private const int Locked = 5;

    /// <param name="prefix">What gives the program the right to write; empty when it has it.</param>
    /// <exception cref="EdiException">EDI7006, when it was not written to the end; EDI7007, when the target does not hold what was written.</exception>
    public void Run(FlashTarget target, BlockMap map, ImmutableArray<string> prefix)
    {
        var differing = new List<string>();
        var progress = new FlashProgress(map.MappedSize, show);
        int exitCode;
        try
        {
            exitCode = host.Run(Command(target, map, prefix), line =>
            {
                if (line.StartsWith("differs ", StringComparison.Ordinal))
                {
                    differing.Add(line["differs ".Length..]);
                }

                progress.Hear(line);
            });
        }
        catch (OperationCanceledException)
        {
            throw new EdiException(EdiCodes.FlashFailed, $"EdiFlash was interrupted. {Half(target)}");
        }

        switch (exitCode)
        {
            case 0:
                return;
            case Differs:
                throw new EdiException(EdiCodes.FlashDiffers, $"{target.Path} does not hold what was written to it: {Places(differing)} differ. Nothing can rely on it: write it again, and if that fails too, the medium or its reader is broken, or it is smaller than it says.");
            case Locked:
                throw new EdiException(EdiCodes.DeviceInUse, $"Another program has locked {target.Path}, and did not let go of it. Nothing was written. 'lslocks' shows which.");
            case CouldNotWrite:
                throw new EdiException(EdiCodes.FlashFailed, $"The image could not be written. {Half(target)}");
            default:
                throw new EdiException(EdiCodes.FlashFailed, $"The program that writes the image ended with exit code {exitCode}. {Half(target)}");
        }
    }

    private ToolCommand Command(FlashTarget target, BlockMap map, ImmutableArray<string> prefix)
    {
        bool isDisk = target is FlashTarget.Disk;
        // While it is locked, udev does not look at the new partitions, and no desktop mounts them, which would change them.
        ImmutableArray<string> locked = isDisk
            ? ["flock", "--exclusive", "--wait", "10", "--conflict-exit-code", Locked.ToString(CultureInfo.InvariantCulture), target.Path]
            : [];
        var command = new ToolCommand("setsid", ["--wait", .. locked, "sh", "-c", Script.Of("flash.sh"), "flash.sh", image, blockMap, target.Path, isDisk ? "direct" : "cached", FlashProgress.CountsOf(target)]);
        return WriteAccess.Give(prefix, command) with
        {
            StandardInput = string.Concat(map.Ranges.Select(range => string.Create(CultureInfo.InvariantCulture, $"{range.Offset} {range.Length} {range.Checksum}\n"))),
        };
    }

    private static string Half(FlashTarget target) => $"{target.Path} now holds half an image, or what it held before: do not boot from it. Run EdiFlash again.";

    private static string Places(List<string> differing)
    {
        const int shown = 3;
        string places = string.Join(", ", differing.Take(shown).Select(place => place.Split(' ')).Select(place => $"{place[1]} bytes from {place[0]} on"));
        return differing.Count > shown ? string.Create(CultureInfo.InvariantCulture, $"{places}, and {differing.Count - shown} places more") : places;
    }
}
