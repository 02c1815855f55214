using System.Text;

namespace Edi.Tasks.Bootstrap.Twin;

/// <summary>Replaces a word that is compiled into a program by one that is no longer: nothing in the file moves.</summary>
internal static class EmbeddedWord
{
    /// <summary>Replaces each occurrence that ends, and begins, where a text in C does; returns how many there were.</summary>
    public static int Replace(string file, string word, string replacement)
    {
        byte[] content = File.ReadAllBytes(file);
        byte[] found = Encoding.ASCII.GetBytes($"\0{word}\0");
        byte[] put = Padded(replacement, found.Length);
        int count = 0;
        for (int at = 0; (at = Next(content, found, at)) >= 0; at += found.Length - 1)
        {
            put.CopyTo(content, at);
            count++;
        }

        if (count > 0)
        {
            File.WriteAllBytes(file, content);
        }

        return count;
    }

    /// <summary>Replaces the text of <paramref name="length"/> bytes at a place.</summary>
    public static void Replace(string file, long offset, int length, string replacement)
    {
        using var stream = File.OpenWrite(file);
        stream.Position = offset;
        stream.Write(Padded(replacement, length + 2).AsSpan(1, length));
    }

    private static int Next(byte[] content, byte[] word, int start)
    {
        int found = content.AsSpan(start).IndexOf(word);
        return found < 0 ? -1 : start + found;
    }

    private static byte[] Padded(string text, int length)
    {
        byte[] bytes = new byte[length];
        if (text.Length > length - 2)
        {
            throw new ArgumentException($"'{text}' does not fit into {length - 2} bytes.", nameof(text));
        }

        Encoding.ASCII.GetBytes(text).CopyTo(bytes, 1);
        return bytes;
    }
}
