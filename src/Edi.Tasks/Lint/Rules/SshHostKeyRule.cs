using System.Text.RegularExpressions;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>Private keys of ssh servers: whoever has one copy of the image can pass for all others.</summary>
internal sealed partial class SshHostKeyRule : ILintRule
{
    // OpenSSH's, and those of Dropbear, also in an initramfs.
    private static readonly string[] s_folders = ["/etc/ssh", "/etc/dropbear", "/etc/dropbear/initramfs", "/etc/dropbear-initramfs"];

    public EdiCode Code => EdiCodes.SharedSshHostKey;

    public IEnumerable<LintFinding> Check(LintedImage image) => s_folders
        .SelectMany(image.Root.FilesIn)
        .Where(file => file.Size > 0 && HostKey().IsMatch(file.Name))
        .Select(file => new LintFinding(
            file.Path, "The private key of the ssh server is in the image, and every machine would have the same. Remove it in the last playbook, and have it made on the first boot."));

    [GeneratedRegex("^(ssh_host_.*_key|dropbear_.*_host_key)$")]
    private static partial Regex HostKey();
}
