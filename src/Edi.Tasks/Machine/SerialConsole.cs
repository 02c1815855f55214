using System.Text.RegularExpressions;

namespace Edi.Tasks.Machine;

/// <summary>What a machine has written to its serial port, which QEMU puts into a file.</summary>
internal sealed partial class SerialConsole(string file)
{
    private const int TailLength = 20;

    /// <summary>All of it; a prompt is no whole line.</summary>
    public string Read()
    {
        using var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The last lines, without what moves the cursor and colours the text, for a message.</summary>
    public string Tail()
    {
        string[] lines = EscapeSequence().Replace(Read(), "").Split('\n');
        return string.Join(Environment.NewLine, lines.Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0).TakeLast(TailLength));
    }

    [GeneratedRegex(@"\x1B(\[[0-?]*[ -/]*[@-~]|\][^\a\x1B]*\a?|.)")]
    private static partial Regex EscapeSequence();
}
