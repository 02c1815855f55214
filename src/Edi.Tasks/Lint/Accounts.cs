using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Definition;

namespace Edi.Tasks.Lint;

/// <summary>The users and groups of a root file system.</summary>
/// <param name="Users">By passwd(5).</param>
/// <param name="Passwords">By shadow(5), or by passwd(5) where the hash stands there.</param>
internal sealed record Accounts(
    ImmutableArray<Account> Users, ImmutableHashSet<long> UserIds, ImmutableHashSet<long> GroupIds, ImmutableArray<AccountPassword> Passwords)
{
    public static Accounts Read(RootTree root)
    {
        string[][] users = Fields(root, "/etc/passwd");
        return new(
            [.. users.Where(fields => fields.Length > 5).Select(fields => new Account(fields[0], fields[2], fields[5], fields.Length > 6 ? fields[6] : ""))],
            Numbers(users),
            Numbers(Fields(root, "/etc/group")),
            [
                .. Fields(root, "/etc/shadow").Where(fields => fields.Length > 1).Select(fields => new AccountPassword(fields[0], fields[1], "/etc/shadow")),
                .. users.Where(fields => fields.Length > 1 && fields[1] != "x").Select(fields => new AccountPassword(fields[0], fields[1], "/etc/passwd")),
            ]);
    }

    private static string[][] Fields(RootTree root, string file) => [.. root.ReadLines(file).Select(line => line.Split(':'))];

    private static ImmutableHashSet<long> Numbers(string[][] lines) =>
    [
        .. lines.Where(fields => fields.Length > 2)
            .Select(fields => long.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : -1),
    ];
}

/// <summary>A user.</summary>
/// <param name="Id">The numeric id, as it is written.</param>
/// <param name="Shell">The program of a session; empty means the system's usual one.</param>
internal sealed record Account(string Name, string Id, string Home, string Shell)
{
    public bool IsRoot => Id == "0";
}

/// <summary>What opens an account.</summary>
/// <param name="Hash">crypt(5); empty when nothing is asked for.</param>
/// <param name="File">The file that has it.</param>
internal sealed record AccountPassword(string User, string Hash, string File)
{
    /// <summary>Whether there is a password, and it opens the account; one that begins with ! or * opens none.</summary>
    public bool IsUsable => Hash.Length > 0 && !CryptHash.IsLock(Hash);

    /// <summary>Whether somebody can log in with it, or without any.</summary>
    public bool Opens => Hash.Length == 0 || CryptHash.IsHash(Hash);

    /// <summary>The beginning of the line that has it.</summary>
    public string Line => $"{User}:{Hash}:";
}
