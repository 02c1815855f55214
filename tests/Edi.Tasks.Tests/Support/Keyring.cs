using System.Text;

namespace Edi.Tasks.Tests;

/// <summary>Files of OpenPGP keys, as far as a reader looks into them: packets without what makes a key of them.</summary>
internal static class Keyring
{
    public const string Begin = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
    public const string End = "-----END PGP PUBLIC KEY BLOCK-----";

    /// <summary>A public key and the ID of its user.</summary>
    /// <param name="user">In ASCII.</param>
    public static byte[] Of(string user = "ada") => [.. Packet(6, [4, 1, 2, 3]), .. Packet(13, Encoding.ASCII.GetBytes(user))];

    /// <summary>The same, armoured.</summary>
    public static string Armoured(byte[] keys) =>
        $"{Begin}\nComment: a header\n\n{Convert.ToBase64String(keys, Base64FormattingOptions.InsertLineBreaks).ReplaceLineEndings("\n")}\n=njUN\n{End}\n";

    /// <summary>A packet of the older form, which gpg writes.</summary>
    public static byte[] Packet(int type, byte[] body) => [(byte)(0x80 | (type << 2)), (byte)body.Length, .. body];
}
