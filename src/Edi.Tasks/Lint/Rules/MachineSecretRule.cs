using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>Seeds, keys and names that a machine makes for itself, and that must not be the same on two.</summary>
internal sealed class MachineSecretRule : ILintRule
{
    private static readonly (string Path, string What)[] s_secrets =
    [
        ("/var/lib/systemd/random-seed", "A random seed"),
        ("/var/lib/urandom/random-seed", "A random seed"),
        ("/boot/efi/loader/random-seed", "The boot loader's random seed"),
        ("/boot/loader/random-seed", "The boot loader's random seed"),
        ("/efi/loader/random-seed", "The boot loader's random seed"),
        ("/var/lib/systemd/credential.secret", "The key of systemd's credentials"),
        ("/etc/ssl/private/ssl-cert-snakeoil.key", "The private key of a self-signed certificate"),
        ("/etc/iscsi/initiatorname.iscsi", "A name for iSCSI"),
        ("/var/lib/NetworkManager/secret_key", "NetworkManager's secret key"),
        ("/etc/hostid", "A host ID"),
    ];

    public EdiCode Code => EdiCodes.SharedMachineSecret;

    public IEnumerable<LintFinding> Check(LintedImage image) => s_secrets
        .Where(secret => image.Root.At(secret.Path) is { IsFile: true, Size: > 0 })
        .Select(secret => new LintFinding(secret.Path, $"{secret.What} is in the image, and every machine would have the same. Remove it in the last playbook: the machine makes its own."));
}
