using System.Globalization;
using System.Text;

namespace Edi.Tasks.Verify;

/// <summary>Reads what the machine has left of each probe. A machine may be switched off, or die, while it writes.</summary>
/// <param name="folder">The folder of the answers, on the host.</param>
internal sealed class ProbeAnswers(string folder)
{
    private const int MostCharacters = 20_000;

    private const string End = ".end";
    private const string Output = ".out";
    private const string Error = ".err";

    /// <summary>What of each file is read: more characters than are kept, whatever they are.</summary>
    public const int MostBytes = 8 * MostCharacters;

    /// <summary>The names of the files that make the answer to a probe.</summary>
    /// <param name="name">The probe's file name.</param>
    public static IEnumerable<string> FilesOf(string name) => [name + End, name + Output, name + Error];

    /// <summary>The answer to a probe, or null when it did not come to its end.</summary>
    /// <param name="name">The probe's file name.</param>
    public ProbeAnswer? Find(string name)
    {
        string end = Path.Combine(folder, name + End);
        return File.Exists(end)
            && File.ReadAllText(end).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var exitCode, var begin, var finish]
            && int.TryParse(exitCode, NumberStyles.None, CultureInfo.InvariantCulture, out int code)
            && Seconds(begin) is { } from
            && Seconds(finish) is { } to
                ? new(code, Text(name + Output), Text(name + Error), TimeSpan.FromSeconds(Math.Max(0, to - from)))
                : null;
    }

    private static double? Seconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) ? seconds : null;

    // Whatever the bytes are, they end in messages and in XML.
    private string Text(string name)
    {
        string path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            return "";
        }

        string text = Encoding.UTF8.GetString(File.ReadAllBytes(path)).Replace("\r\n", "\n", StringComparison.Ordinal);
        return text.Length <= MostCharacters ? text : string.Concat(text.AsSpan(0, MostCharacters), "\n[cut]");
    }
}
