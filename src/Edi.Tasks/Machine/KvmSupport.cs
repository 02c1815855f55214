using System.Text.RegularExpressions;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Machine;

/// <summary>Whether the host's own processor can run a machine, by KVM.</summary>
internal static partial class KvmSupport
{
    private const string Device = "/dev/kvm";

    public static bool IsUsable(QemuMachine machine, string architecture) =>
        machine.SupportsKvm && DebianArchitecture.Host.Runs(architecture) && ProcessorRunsMachines() && IsOpen();

    // Virtual machines exist that have the device but no processor behind it on which a firmware could start.
    private static bool ProcessorRunsMachines() =>
        DebianArchitecture.Host.Name is not ("amd64" or "i386") || Virtualization().IsMatch(File.ReadAllText("/proc/cpuinfo"));

    private static bool IsOpen()
    {
        try
        {
            File.Open(Device, FileMode.Open, FileAccess.ReadWrite).Dispose();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^flags\s*:.*\b(vmx|svm)\b", RegexOptions.Multiline)]
    private static partial Regex Virtualization();
}
