using System.Text;

namespace Edi.Tasks.Bootstrap.Twin;

/// <summary>Replaces a word that is compiled into a program by one that is no longer: nothing in the file moves.</summary>
internal static class EmbeddedWord
{
    /// <summary>
    /// Replaces each occurrence that is a text of its own, as C keeps it, or stands in parentheses; the latter only by a
    /// word of the same length. Returns how many there were.
    /// </summary>
    public static int Replace(string file, string word, string replacement)
    {
        byte[] content = File.ReadAllBytes(file);
        int count = Replace(content, $"\0{word}\0", $"\0{replacement}\0");
        if (replacement.Length == word.Length)
        {
            count += Replace(content, $"({word})", $"({replacement})");
        }

        if (count > 0)
        {
            File.WriteAllBytes(file, content);
        }

        return count;
    }

    /// <summary>
    /// Replaces the beginning of paths by another of the same length; what follows it stays where it is, because
    /// a linker lets texts share their ends. What only contains the folder's name (/usr/local/lib) is another path.
    /// </summary>
    public static void ReplaceFolders(string file, params (string Folder, string Replacement)[] folders)
    {
        byte[] content = File.ReadAllBytes(file);
        int count = folders.Sum(folder => Replace(content, folder.Folder, folder.Replacement, wholeFolder: true));
        if (count > 0)
        {
            File.WriteAllBytes(file, content);
        }
    }

    private static int Replace(byte[] content, string word, string replacement, bool wholeFolder = false)
    {
        byte[] found = Encoding.ASCII.GetBytes(word);
        byte[] put = Padded(replacement, found.Length);
        int count = 0;
        // The end of one text is the beginning of the next.
        for (int at = Next(content, found, 0); at >= 0; at = Next(content, found, at + found.Length - 1))
        {
            if (!wholeFolder || IsWholeFolder(content, at, found.Length))
            {
                put.CopyTo(content, at);
                count++;
            }
        }

        return count;
    }

    private static bool IsWholeFolder(byte[] content, int start, int length) =>
        (start == 0 || !IsInPath(content[start - 1])) && (start + length == content.Length || content[start + length] == '/' || !IsInPath(content[start + length]));

    private static bool IsInPath(byte character) => char.IsAsciiLetterOrDigit((char)character) || "/_-.".Contains((char)character, StringComparison.Ordinal);

    /// <summary>Replaces the text of <paramref name="length"/> bytes at a place.</summary>
    public static void Replace(string file, long offset, int length, string replacement)
    {
        using var stream = File.OpenWrite(file);
        stream.Position = offset;
        stream.Write(Padded(replacement, length));
    }

    private static int Next(byte[] content, byte[] word, int start)
    {
        int found = content.AsSpan(start).IndexOf(word);
        return found < 0 ? -1 : start + found;
    }

    private static byte[] Padded(string text, int length)
    {
        if (text.Length > length)
        {
            throw new ArgumentException($"'{text}' does not fit into {length} bytes.", nameof(text));
        }

        byte[] bytes = new byte[length];
        Encoding.ASCII.GetBytes(text).CopyTo(bytes, 0);
        return bytes;
    }
}
