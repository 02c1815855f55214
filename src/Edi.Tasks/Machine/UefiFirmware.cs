using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Machine;

/// <summary>UEFI firmware for machines of one architecture, as Debian packs it.</summary>
/// <param name="Package">The Debian package that has the files.</param>
/// <param name="Files">The firmware and its empty variables; the first pair that exists is used.</param>
internal sealed record UefiFirmware(string Package, ImmutableArray<(string Code, string Variables)> Files)
{
    private static readonly ImmutableDictionary<string, UefiFirmware> s_all = new Dictionary<string, UefiFirmware>
    {
        ["amd64"] = new("ovmf", [("/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_VARS_4M.fd"), ("/usr/share/OVMF/OVMF_CODE.fd", "/usr/share/OVMF/OVMF_VARS.fd")]),
        ["arm64"] = new("qemu-efi-aarch64", [("/usr/share/AAVMF/AAVMF_CODE.fd", "/usr/share/AAVMF/AAVMF_VARS.fd")]),
        ["armhf"] = new("qemu-efi-arm", [("/usr/share/AAVMF/AAVMF32_CODE.fd", "/usr/share/AAVMF/AAVMF32_VARS.fd")]),
        ["riscv64"] = new("qemu-efi-riscv64", [("/usr/share/qemu-efi-riscv64/RISCV_VIRT_CODE.fd", "/usr/share/qemu-efi-riscv64/RISCV_VIRT_VARS.fd")]),
    }.ToImmutableDictionary();

    public static UefiFirmware For(string architecture) => s_all[architecture];

    /// <summary>Makes variables for one machine, in its folder, unless an earlier run has left them there with its disk.</summary>
    /// <exception cref="EdiException">EDI6002, when the host lacks the firmware.</exception>
    public BootMethod.Uefi Prepare(string folder)
    {
        var (code, variables) = Files.FirstOrDefault(pair => File.Exists(pair.Code) && File.Exists(pair.Variables));
        if (code is null)
        {
            throw new EdiException(EdiCodes.MachineNotStarted, $"There is no UEFI firmware {Files[0].Code}: sudo apt-get install {Package}");
        }

        string own = Path.Combine(folder, "variables.fd");
        if (!File.Exists(own))
        {
            File.Copy(variables, own);
        }

        return new(code, own);
    }
}
