using System.Text;
using System.Text.RegularExpressions;

namespace Edi.Testing;

/// <summary>What a machine has written to its console, which is the terminal of <c>dotnet run</c>: first come that command's own lines.</summary>
public sealed partial class EdiConsole
{
    private const int TailLength = 40;

    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal EdiConsole()
    {
    }

    /// <summary>All of it, with the sequences that move the cursor and colour the text.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
            {
                return _text.ToString();
            }
        }
    }

    /// <summary>The last lines, without such sequences.</summary>
    public string Tail => string.Join(
        '\n',
        EscapeSequence().Replace(Text, "").Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0).TakeLast(TailLength));

    /// <summary>Ends when more is written than has been at this moment.</summary>
    internal Task Change
    {
        get
        {
            lock (_lock)
            {
                return _change.Task;
            }
        }
    }

    internal void Append(string text)
    {
        lock (_lock)
        {
            _text.Append(text);
            _change.SetResult();
            _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Takes over what comes from a program, until that and all that it has started have ended.</summary>
    internal async Task PumpAsync(Stream output, Stream? log)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        byte[] buffer = new byte[4096];
        char[] text = new char[Encoding.UTF8.GetMaxCharCount(buffer.Length)];
        int count;
        while ((count = await output.ReadAsync(buffer)) > 0)
        {
            Append(new string(text, 0, decoder.GetChars(buffer.AsSpan(0, count), text, flush: false)));
            if (log is not null)
            {
                await log.WriteAsync(buffer.AsMemory(0, count));
                await log.FlushAsync();
            }
        }
    }

    [GeneratedRegex(@"\x1B(\[[0-?]*[ -/]*[@-~]|\][^\a\x1B]*\a?|.)")]
    private static partial Regex EscapeSequence();
}
