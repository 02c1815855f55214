using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Edi.Tasks.Definition;

/// <summary>
/// Public keys of OpenPGP, RFC 9580. apt takes a file for armoured or not by the end of its name, passes over what it cannot
/// read, and says so in a log only; so a file is looked at before, by its content.
/// </summary>
internal static class OpenPgpKeys
{
    /// <summary>Debian's keys, where its package has them on the host and in an image.</summary>
    public const string FileOfDebian = "/usr/share/keyrings/debian-archive-keyring.gpg";

    /// <summary>More than all keys of Debian's developers.</summary>
    public const int MaximumLength = 64 << 20;

    private const string Begin = "-----BEGIN PGP ";
    private const string BlockOfKeys = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
    private const string EndOfBlock = "-----END PGP PUBLIC KEY BLOCK-----";

    // Packet types.
    private const int Signature = 2, SecretKey = 5, PublicKey = 6, SecretSubkey = 7, Marker = 10, Trust = 12, UserId = 13, PublicSubkey = 14, UserAttribute = 17, Padding = 21;

    /// <summary>The keys of a file, not armoured.</summary>
    /// <exception cref="FormatException">What is in the file instead, as the end of a sentence that begins with it.</exception>
    public static byte[] Read(byte[] content)
    {
        if (content.Length == 0)
        {
            throw new FormatException("is empty");
        }

        // Every packet begins with this bit, and no text in ASCII has it.
        byte[] keys = (content[0] & 0x80) != 0 ? content : Dearmor(Encoding.Latin1.GetString(content));
        CheckPackets(keys);
        return keys;
    }

    /// <summary>The fingerprints of keys and subkeys of version 4, which all archives sign with; a key's ID is the end of its fingerprint.</summary>
    /// <param name="keys">What <see cref="Read"/> has returned.</param>
    [SuppressMessage("Security", "CA5350", Justification = "The standard says how a fingerprint is made, and nothing is verified by it.")]
    public static ImmutableArray<string> Fingerprints(ReadOnlySpan<byte> keys)
    {
        var fingerprints = ImmutableArray.CreateBuilder<string>();
        while (!keys.IsEmpty)
        {
            var (type, header, length) = ReadHeader(keys);
            var body = keys.Slice(header, (int)length);
            if (type is PublicKey or PublicSubkey && body is [4, ..])
            {
                fingerprints.Add(Convert.ToHexString(SHA1.HashData([0x99, (byte)(length >> 8), (byte)length, .. body])));
            }

            keys = keys[(header + (int)length)..];
        }

        return fingerprints.ToImmutable();
    }

    private static byte[] Dearmor(string text)
    {
        if (text.Length > 12 && text.AsSpan(8, 4) is "KBXf")
        {
            throw new FormatException("is a keybox of GnuPG, which apt does not read; 'gpg --no-default-keyring --keyring ./FILE --export' prints its keys in the form that apt reads");
        }

        string[] lines = [.. text.Split('\n').Select(line => line.TrimEnd())];
        using var keys = new MemoryStream();
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith(Begin, StringComparison.Ordinal))
            {
                i = AddBlock(lines, i, keys);
            }
        }

        return keys.Length > 0 ? keys.ToArray() : throw new FormatException("is no file of OpenPGP keys");
    }

    /// <summary>Returns the block's last line.</summary>
    private static int AddBlock(string[] lines, int begin, MemoryStream keys)
    {
        if (lines[begin] != BlockOfKeys)
        {
            throw lines[begin].Contains("PRIVATE", StringComparison.Ordinal) ? Private() : new FormatException($"holds '{lines[begin]}' in the place of keys");
        }

        int end = Array.IndexOf(lines, EndOfBlock, begin);
        if (end < 0)
        {
            throw new FormatException($"is cut off: a block has no '{EndOfBlock}'");
        }

        // Headers end with an empty line; a line that begins with '=' is a checksum.
        int headers = Array.IndexOf(lines, "", begin, end - begin);
        string body = string.Concat(lines[((headers < 0 ? begin : headers) + 1)..end].TakeWhile(line => !line.StartsWith('=')));
        byte[] block = new byte[body.Length];
        if (!Convert.TryFromBase64String(body, block, out int length))
        {
            throw new FormatException("is damaged: a block is no Base64");
        }

        keys.Write(block, 0, length);
        return end;
    }

    private static void CheckPackets(ReadOnlySpan<byte> rest)
    {
        bool isFirst = true;
        while (!rest.IsEmpty)
        {
            int type = NextPacket(ref rest);
            if (type is SecretKey or SecretSubkey)
            {
                throw Private();
            }

            if (isFirst ? type is not (PublicKey or Marker) : type is not (PublicKey or PublicSubkey or Signature or UserId or UserAttribute or Trust or Marker or Padding))
            {
                throw new FormatException("is no file of OpenPGP keys");
            }

            isFirst = false;
        }
    }

    private static int NextPacket(ref ReadOnlySpan<byte> rest)
    {
        var (type, header, length) = ReadHeader(rest);
        if (header > rest.Length || length > rest.Length - header)
        {
            throw new FormatException("is cut off, or no file of OpenPGP keys");
        }

        rest = rest[(header + (int)length)..];
        return type;
    }

    private static (int Type, int Header, uint Length) ReadHeader(ReadOnlySpan<byte> packet)
    {
        byte first = packet[0];
        ReadOnlySpan<byte> size = [.. packet[1..Math.Min(packet.Length, 6)], 0, 0, 0, 0, 0];
        if ((first & 0x80) == 0)
        {
            throw new FormatException("is no file of OpenPGP keys");
        }

        if ((first & 0x40) == 0)
        {
            int type = (first >> 2) & 0xf;
            return (first & 3) switch
            {
                0 => (type, 2, size[0]),
                1 => (type, 3, BinaryPrimitives.ReadUInt16BigEndian(size)),
                2 => (type, 5, BinaryPrimitives.ReadUInt32BigEndian(size)),
                _ => throw new FormatException("is no file of OpenPGP keys"), // A length that is not told.
            };
        }

        return size[0] switch
        {
            < 192 => (first & 0x3f, 2, size[0]),
            < 224 => (first & 0x3f, 3, (uint)((size[0] - 192) << 8) + size[1] + 192),
            255 => (first & 0x3f, 6, BinaryPrimitives.ReadUInt32BigEndian(size[1..])),
            _ => throw new FormatException("is no file of OpenPGP keys"), // A length in parts, which keys do not have.
        };
    }

    private static FormatException Private() => new("holds a private key, with which anybody who has it signs packages; 'gpg --export KEY' prints the public one");
}
