using System.Text.RegularExpressions;
using Edi.Images.Tests.Harness;

namespace Edi.Images.Tests.Machines;

/// <summary>A PC with UEFI firmware and a disk that holds a copy of an image.</summary>
internal static partial class UefiMachine
{
    private const long DiskSize = 4L << 30;
    private const string FirmwareFolder = "/usr/share/OVMF";

    /// <summary>Starts a machine whose logs are called after its name.</summary>
    public static async Task<QemuMachine> StartAsync(string name, DiskImageFile image)
    {
        var (code, emptyVariables) = FindFirmware();
        var folder = new TemporaryFolder();
        var disk = await image.CopyToAsync(folder.File("disk.img"), DiskSize);
        string variables = folder.File("variables.fd");
        File.Copy(emptyVariables, variables);

        int sshPort = QemuMachine.FreePort();
        var console = new SerialConsole(Repository.LogFile($"{name}.ttyS0"));
        return QemuMachine.Start(
            "qemu-system-x86_64",
            [
                "-M", "q35",
                "-nodefaults",
                .. Processor(),
                "-smp", "2",
                "-m", "1024",
                "-drive", $"if=pflash,format=raw,unit=0,readonly=on,file={code}",
                "-drive", $"if=pflash,format=raw,unit=1,file={variables}",
                "-drive", $"if=virtio,format=raw,file={disk.Path}",
                // systemd-boot adds this to the command line.
                "-smbios", $"type=11,value=io.systemd.boot.kernel-cmdline-extra={EmulatedTime.KernelParameters}",
                "-serial", $"file:{console.File}",
                "-netdev", QemuMachine.UserNetwork("n0", sshPort),
                "-device", "virtio-net-pci,netdev=n0",
            ],
            folder,
            console,
            sshPort);
    }

    private static (string Code, string Variables) FindFirmware()
    {
        foreach (string size in new[] { "_4M", "" })
        {
            string code = Path.Combine(FirmwareFolder, $"OVMF_CODE{size}.fd");
            string variables = Path.Combine(FirmwareFolder, $"OVMF_VARS{size}.fd");
            if (File.Exists(code) && File.Exists(variables))
            {
                return (code, variables);
            }
        }

        Assert.Fail($"There is no UEFI firmware in {FirmwareFolder}: apt-get install ovmf");
        return default;
    }

    // Virtual machines exist that have /dev/kvm but no processor behind it on which firmware could start.
    private static string[] Processor() =>
        ProcessorRunsMachines().IsMatch(File.ReadAllText("/proc/cpuinfo")) && IsWritable("/dev/kvm")
            ? ["-accel", "kvm", "-cpu", "host"]
            : ["-accel", "tcg,thread=multi", "-cpu", "Nehalem"];

    private static bool IsWritable(string device)
    {
        try
        {
            File.Open(device, FileMode.Open, FileAccess.ReadWrite).Dispose();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^flags\s*:.*\b(vmx|svm)\b", RegexOptions.Multiline)]
    private static partial Regex ProcessorRunsMachines();
}
