using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>Accounts that open without a password.</summary>
internal sealed class EmptyPasswordRule : ILintRule
{
    public EdiCode Code => EdiCodes.EmptyPassword;

    public IEnumerable<LintFinding> Check(LintedImage image) => image.Accounts.Passwords
        .Where(password => password.Hash.Length == 0)
        .Select(password => new LintFinding(
            password.File,
            $"The user '{password.User}' needs no password to log in. Lock the account with 'passwd --lock {password.User}', or give it a password.")
        {
            Evidence = password.Line,
        });
}
