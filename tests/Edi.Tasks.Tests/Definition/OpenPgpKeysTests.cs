using System.Text;
using Edi.Tasks.Definition;

namespace Edi.Tasks.Tests;

public sealed class OpenPgpKeysTests
{
    [Fact]
    public void The_fingerprints_are_those_of_keys_and_subkeys()
    {
        var fingerprints = OpenPgpKeys.Fingerprints(OpenPgpKeys.Read(File.ReadAllBytes(OpenPgpKeys.FileOfDebian)));
        Assert.Contains("4D64FEC119C2029067D6E791F8D2585B8783D481", fingerprints); // Debian 12's key, and a subkey of its archive.
        Assert.Contains(fingerprints, fingerprint => fingerprint.EndsWith("6ED0E7B82643E131", StringComparison.Ordinal));
    }

    [Fact]
    public void Debians_own_keys_are_read()
    {
        byte[] keys = File.ReadAllBytes(OpenPgpKeys.FileOfDebian);
        Assert.Equal(keys, OpenPgpKeys.Read(keys));
    }

    [Fact]
    public void Keys_are_dearmoured_whatever_the_file_is_called() => Assert.Equal(Keyring.Of(), ReadText(Keyring.Armoured(Keyring.Of())));

    [Fact]
    public void The_blocks_of_a_file_are_one_keyring() =>
        Assert.Equal(
            [.. Keyring.Of("ada"), .. Keyring.Of("bob")],
            ReadText($"Keys of a vendor.\r\n{Keyring.Armoured(Keyring.Of("ada")).ReplaceLineEndings("\r\n")}\n{Keyring.Armoured(Keyring.Of("bob"))}"));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("<html>Not found</html>", "is no file of OpenPGP keys")]
    [InlineData("-----BEGIN PGP PRIVATE KEY BLOCK-----\n", "holds a private key")]
    [InlineData("-----BEGIN PGP SIGNATURE-----\n", "holds '-----BEGIN PGP SIGNATURE-----' in the place of keys")]
    [InlineData($"{Keyring.Begin}\n\nxsFN", "is cut off")]
    [InlineData($"{Keyring.Begin}\n\n%%%%\n{Keyring.End}", "is damaged")]
    [InlineData("\0\0\0 \u0001\u0001\0\0KBXf ", "is a keybox of GnuPG")]
    public void What_is_no_keyring_is_said_what_it_is(string text, string fault) => AssertFault(fault, Encoding.Latin1.GetBytes(text));

    [Fact]
    public void A_private_key_is_none_armoured_or_not()
    {
        byte[] key = [.. Keyring.Packet(5, [4, 1, 2, 3]), .. Keyring.Of()];
        AssertFault("holds a private key", key);
        AssertFault("holds a private key", Encoding.ASCII.GetBytes(Keyring.Armoured(key)));
    }

    [Fact]
    public void A_signature_is_no_key() => AssertFault("is no file of OpenPGP keys", Keyring.Packet(2, [4, 0]));

    // After the first packet, the file is a whole keyring.
    [Fact]
    public void A_file_that_is_cut_off_is_no_keyring()
    {
        byte[] keys = Keyring.Of();
        Assert.All(Enumerable.Range(1, keys.Length - 1).Where(length => length != 6), length => AssertFault("is cut off", keys[..length]));
        Assert.Equal(keys[..6], OpenPgpKeys.Read(keys[..6]));
    }

    [Theory]
    [InlineData(new byte[] { 0xc6, 3, 4, 1, 2 })]
    [InlineData(new byte[] { 0xc6, 0xff, 0, 0, 0, 3, 4, 1, 2 })]
    [InlineData(new byte[] { 0x99, 0, 3, 4, 1, 2 })]
    [InlineData(new byte[] { 0x9a, 0, 0, 0, 3, 4, 1, 2 })]
    public void Both_forms_of_packets_are_known(byte[] key) => Assert.Equal(key, OpenPgpKeys.Read(key));

    [Fact]
    public void A_length_of_two_bytes_begins_at_192()
    {
        byte[] key = [0xc6, 192, 8, .. new byte[200]];
        Assert.Equal(key, OpenPgpKeys.Read(key));
        AssertFault("is cut off", key[..^1]);
    }

    [Theory]
    [InlineData(new byte[] { 0xc6, 0xff, 0xff, 0xff, 0xff, 0xff, 4 })]
    [InlineData(new byte[] { 0xc6 })]
    public void A_length_is_not_believed(byte[] key) => AssertFault("is cut off", key);

    private static byte[] ReadText(string text) => OpenPgpKeys.Read(Encoding.Latin1.GetBytes(text));

    private static void AssertFault(string fault, byte[] content) =>
        Assert.StartsWith(fault, Assert.Throws<FormatException>(() => OpenPgpKeys.Read(content)).Message, StringComparison.Ordinal);
}
