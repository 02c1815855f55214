using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>A machine that nobody can get into. One that is meant to be so says it by NoWarn.</summary>
internal sealed class NoLogInRule : ILintRule
{
    public EdiCode Code => EdiCodes.NoLogIn;

    public IEnumerable<LintFinding> Check(LintedImage image)
    {
        // Without an init it is a tree of files, and no machine.
        if (image.IsOfDisk && image.Root.Find("/sbin/init") is { IsFile: true } && !new LogIns(image.Root, image.Accounts).ArePossible)
        {
            yield return new(
                "/etc/shadow",
                "Nobody can log in on a machine with this image: no account with a shell has a password that opens it at a console or by ssh, none has a key that the ssh server takes, and no console logs in by itself. Give a user a password's hash, as 'openssl passwd -6' prints it, or a public key; if nobody is to log in, silence EDI4022.");
        }
    }
}
