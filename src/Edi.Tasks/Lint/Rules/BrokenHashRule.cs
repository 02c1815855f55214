using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>What stands in the place of a password's hash and is none: a hash that was cut off, or the password itself.</summary>
internal sealed class BrokenHashRule : ILintRule
{
    public EdiCode Code => EdiCodes.BrokenHash;

    public IEnumerable<LintFinding> Check(LintedImage image) => image.Accounts.Passwords
        .Where(password => password.IsUsable && !CryptHash.IsHash(password.Hash))
        .Select(password => new LintFinding(
            password.File,
            $"The user '{password.User}' has what is no hash of a password, so no password opens the account; if it is the password itself, everybody who has the image can read it. Write the whole hash, as 'openssl passwd -6' prints it, or '!' for no password.")
        {
            Evidence = password.Line,
            Value = password.Hash,
        });
}
