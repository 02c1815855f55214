using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>Seeds, keys and names that a machine makes for itself, and that must not be the same on two.</summary>
internal sealed class MachineSecretRule : ILintRule
{
    private const string IscsiName = "/etc/iscsi/initiatorname.iscsi";

    private static readonly (string Path, string What)[] s_secrets =
    [
        ("/var/lib/systemd/random-seed", "A random seed"),
        ("/var/lib/urandom/random-seed", "A random seed"),
        ("/boot/efi/loader/random-seed", "The boot loader's random seed"),
        ("/boot/loader/random-seed", "The boot loader's random seed"),
        ("/efi/loader/random-seed", "The boot loader's random seed"),
        ("/var/lib/systemd/credential.secret", "The key of systemd's credentials"),
        ("/etc/ssl/private/ssl-cert-snakeoil.key", "The private key of a self-signed certificate"),
        ("/var/lib/NetworkManager/secret_key", "NetworkManager's secret key"),
        ("/etc/hostid", "A host ID"),
    ];

    public EdiCode Code => EdiCodes.SharedMachineSecret;

    public IEnumerable<LintFinding> Check(LintedImage image)
    {
        var findings = s_secrets
            .Where(secret => image.Root.At(secret.Path) is { IsFile: true, Size: > 0 })
            .Select(secret => new LintFinding(secret.Path, $"{secret.What} is in the image, and every machine would have the same. Remove it in the last playbook: the machine makes its own."));
        return HasIscsiName(image)
            ? findings.Append(new(IscsiName, "A name for iSCSI is in the image, and every machine would have the same. Let the file say 'GenerateName=yes': the machine makes its own."))
            : findings;
    }

    // The package leaves a file that asks for a name.
    private static bool HasIscsiName(LintedImage image) =>
        image.Root.At(IscsiName) is { IsFile: true }
        && image.Root.ReadText(IscsiName).Split('\n').Any(line => line.StartsWith("InitiatorName=", StringComparison.Ordinal));
}
