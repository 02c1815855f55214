using System.Text;

namespace Edi.Tasks.Commands;

/// <summary>The first bytes of a file.</summary>
internal sealed class FileStart
{
    /// <summary>As much is looked at to tell whether a file is text.</summary>
    public const int TextLength = 512;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _bytes;

    private FileStart(byte[] bytes)
    {
        _bytes = bytes;
        Text = ReadText(bytes.AsSpan(0, Math.Min(TextLength, bytes.Length)));
    }

    /// <summary>Whether the file has nothing at all.</summary>
    public bool IsEmpty => _bytes.Length == 0;

    /// <summary>The beginning of the file, if people can read it; null if not, or if it is empty.</summary>
    public string? Text { get; }

    public static FileStart Read(string file, int length)
    {
        using var stream = File.OpenRead(file);
        byte[] bytes = new byte[length];
        return new(bytes[..stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false)]);
    }

    public bool Has(Signature signature) => _bytes.Length >= signature.Offset && _bytes.AsSpan(signature.Offset).StartsWith(signature.Bytes.AsSpan());

    private static string? ReadText(ReadOnlySpan<byte> bytes)
    {
        // The last character may be cut off.
        for (int cut = 0; cut < 4 && cut < bytes.Length; cut++)
        {
            try
            {
                string text = s_strict.GetString(bytes[..^cut]);
                return text.Any(character => char.IsControl(character) && character is not ('\n' or '\r' or '\t' or '\f' or '\u001b')) ? null : text;
            }
            catch (DecoderFallbackException)
            {
                // Perhaps with a byte less.
            }
        }

        return null;
    }
}
