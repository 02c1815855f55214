using System.Text.RegularExpressions;
using Edi.Images.Tests.Harness;
using Xunit.Sdk;

namespace Edi.Images.Tests.Machines;

/// <summary>A Raspberry Pi 3 with a card that holds a copy of an image.</summary>
internal static partial class RaspberryPi3Machine
{
    // QEMU wants a card's size to be a power of two; the image is smaller, as on any real card.
    private const long CardSize = 4L << 30;

    private const int Attempts = 3;

    /// <summary>
    /// Starts a machine whose logs are called after its name, and sees that it has a network. QEMU's USB controller answers
    /// by the host's clock: where the host is busy, it may answer so late that Linux gives its only port up.
    /// </summary>
    public static async Task<QemuMachine> StartAsync(string name, DiskImageFile image)
    {
        for (int attempt = 1; ; attempt++)
        {
            var machine = await StartOnceAsync(name, image);
            try
            {
                await machine.WaitForAsync(NetworkFound(), NetworkLost(), EmulatedTime.Patience);
                return machine;
            }
            catch (XunitException) when (attempt < Attempts)
            {
                await machine.DisposeAsync();
            }
            catch
            {
                await machine.DisposeAsync();
                throw;
            }
        }
    }

    [GeneratedRegex("Product: RNDIS/QEMU USB Network Device")]
    private static partial Regex NetworkFound();

    [GeneratedRegex("attempt power cycle|Kernel panic|login: ")]
    private static partial Regex NetworkLost();

    private static async Task<QemuMachine> StartOnceAsync(string name, DiskImageFile image)
    {
        var folder = new TemporaryFolder();
        var card = await image.CopyToAsync(folder.File("card.img"), CardSize);
        var boot = await card.FatAsync(1);
        string[] files = await boot.FilesAsync();

        // QEMU's board has no boot ROM, so its work is done here.
        string kernel = await FetchAsync("vmlinuz-");
        string initramfs = await FetchAsync("initrd.img-");
        string deviceTree = await FetchAsync("bcm2837-rpi-3-b.dtb");
        string commandLine = (await boot.ReadAsync("cmdline.txt")).Trim();

        int sshPort = QemuMachine.FreePort();
        var console = new SerialConsole(Repository.LogFile($"{name}.ttyS1"));
        return QemuMachine.Start(
            "qemu-system-aarch64",
            [
                "-M", "raspi3b",
                "-kernel", kernel,
                "-initrd", initramfs,
                "-dtb", deviceTree,
                "-append", $"{commandLine} {EmulatedTime.KernelParameters}",
                "-drive", $"if=sd,format=raw,file={card.Path}",
                "-serial", "null", // ttyAMA0, which the board uses for Bluetooth
                "-serial", $"file:{console.File}",
                "-netdev", QemuMachine.UserNetwork("n0", sshPort),
                "-device", "usb-net,netdev=n0",
            ],
            folder,
            console,
            sshPort);

        async Task<string> FetchAsync(string prefix)
        {
            string file = Assert.Single(files, file => file.StartsWith(prefix, StringComparison.Ordinal));
            string target = folder.File(file);
            await boot.CopyAsync(file, target);
            return target;
        }
    }
}
