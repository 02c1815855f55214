using System.Text.RegularExpressions;

namespace Edi.Images.Tests.Harness;

/// <summary>What a machine writes to a serial port, which lies in a file.</summary>
internal sealed partial class SerialConsole(string file)
{
    private const int TailLength = 40;

    public string File { get; } = file;

    /// <summary>Whether the text has appeared; a prompt is no whole line.</summary>
    public bool Shows(Regex pattern) => pattern.IsMatch(Read());

    /// <summary>The last lines, without what moves the cursor and colours the text, for a message.</summary>
    public string Tail()
    {
        string[] lines = EscapeSequence().Replace(Read(), "").Split('\n');
        return string.Join('\n', lines.Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0).TakeLast(TailLength));
    }

    /// <summary>All of it.</summary>
    public string Read()
    {
        using var stream = new FileStream(File, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\x1B(\[[0-?]*[ -/]*[@-~]|\][^\a\x1B]*\a?|.)")]
    private static partial Regex EscapeSequence();
}
