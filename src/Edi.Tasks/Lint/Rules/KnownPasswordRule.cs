using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>Passwords that are tried first by whoever finds a machine in a network.</summary>
internal sealed class KnownPasswordRule : ILintRule
{
    // The defaults of distributions for boards, of this SDK's own roles, and what everybody tries.
    private static readonly ImmutableArray<string> s_known =
    [
        "raspberry", "pi", "root", "toor", "admin", "administrator", "password", "passw0rd", "debian", "ubuntu", "linux", "user", "test", "guest",
        "default", "demo", "secret", "changeme", "ChangeMe!", "letmein", "welcome", "qwerty", "temppwd", "orangepi", "bananapi", "odroid",
        "rock", "linaro", "nvidia", "armbian", "vagrant", "edi", "0000", "1234", "12345", "123456", "12345678", "123456789",
    ];

    public EdiCode Code => EdiCodes.KnownPassword;

    public IEnumerable<LintFinding> Check(LintedImage image)
    {
        ImmutableArray<AccountPassword> passwords = [.. image.Accounts.Passwords.Where(password => password.IsUsable)];
        if (passwords.IsEmpty)
        {
            return [];
        }

        string reach = SshServer.Find(image.Root)?.AcceptsPasswords == true ? " The ssh server takes it too, so anybody in the network can log in." : "";
        var found = image.Passwords.Find([.. passwords.Select(password => new PasswordTrial(password.Hash, [password.User, .. s_known]))]);
        return passwords.Zip(found).Where(pair => pair.Second is not null).Select(pair => new LintFinding(
            pair.First.File,
            $"The user '{pair.First.User}' has the known password '{pair.Second}'.{reach} Give it one of your own, or '!' and an ssh key.")
        {
            Evidence = pair.First.Line,
            Value = pair.First.Hash,
        });
    }
}
