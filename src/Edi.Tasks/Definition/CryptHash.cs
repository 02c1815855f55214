using System.Text.RegularExpressions;

namespace Edi.Tasks.Definition;

/// <summary>What stands for a password in shadow(5) and in parameters: a hash of crypt(5), a mark that no password fits, or nothing.</summary>
internal static partial class CryptHash
{
    /// <summary>Whether a text locks an account's password, as <c>!</c>, <c>*</c> and <c>!HASH</c> do.</summary>
    public static bool IsLock(string text) => text is ['!' or '*', ..];

    /// <summary>Whether a text can be a hash: of a known method, and with as many characters as that one's have.</summary>
    public static bool IsHash(string text) => IsModern(text) || Traditional().IsMatch(text);

    /// <summary>
    /// The same without the hashes of the traditional methods, which have no mark: thirteen letters and digits are rather a
    /// password than the hash of one.
    /// </summary>
    public static bool IsModern(string text) => Modern().IsMatch(text);

    // MD5, SHA-256, SHA-512, bcrypt, yescrypt and its form with GOST, scrypt, SHA-1, Sun's MD5, NT.
    [GeneratedRegex(
        """
        ^\$(
          1\$[^$:\s]{0,8}\$[./0-9A-Za-z]{22}
        | 5\$(rounds=[0-9]+\$)?[^$:\s]{0,16}\$[./0-9A-Za-z]{43}
        | 6\$(rounds=[0-9]+\$)?[^$:\s]{0,16}\$[./0-9A-Za-z]{86}
        | 2[abxy]\$[0-9]{2}\$[./0-9A-Za-z]{53}
        | g?y\$[./0-9A-Za-z]+\$[./0-9A-Za-z]{0,86}\$[./0-9A-Za-z]{43}
        | 7\$[./0-9A-Za-z]{11,97}\$[./0-9A-Za-z]{43}
        | sha1\$[0-9]+\$[./0-9A-Za-z]{1,64}\$[./0-9A-Za-z]{28}
        | md5(,rounds=[0-9]+)?\$[./0-9A-Za-z]+\$\$?[./0-9A-Za-z]{22}
        | 3\$\$[0-9a-f]{32}
        )\z
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Modern();

    // DES with a salt of two characters, and BSDi's longer form.
    [GeneratedRegex(@"^([./0-9A-Za-z]{13}|_[./0-9A-Za-z]{19})\z")]
    private static partial Regex Traditional();
}
