using System.Collections.Immutable;
using System.Globalization;

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
            [.. users.Where(fields => fields.Length > 5).Select(fields => new Account(fields[0], fields[5]))],
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
internal sealed record Account(string Name, string Home);

/// <summary>What opens an account.</summary>
/// <param name="Hash">crypt(5); empty when nothing is asked for.</param>
/// <param name="File">The file that has it.</param>
internal sealed record AccountPassword(string User, string Hash, string File)
{
    /// <summary>Whether there is a password, and it opens the account; one that begins with ! or * opens none.</summary>
    public bool IsUsable => Hash.Length > 0 && Hash[0] is not ('!' or '*');

    /// <summary>The beginning of the line that has it.</summary>
    public string Line => $"{User}:{Hash}:";
}
