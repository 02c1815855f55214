using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>
/// A project of edi for a board of arm64, from mmdebstrap to a signed update, with nothing added but a project file of two lines. QEMU's board virt
/// starts by Debian's U-Boot, as a board does that knows nothing of UEFI. What was on its console is left in artifacts/edi-board, as text.
/// </summary>
public sealed class EdiBoardTests
{
    private const string LogInPrompt = "^virt login:";
    private const string RootPrompt = @"^root@virt:\S* *#\z";
    private const string Updates = "configuration/updates";

    // The processor, the slot that is in use, how many units have failed, and the data partition.
    private const string State = "uname --machine; cat /proc/cmdline; systemctl --failed --no-legend | wc --lines; findmnt --noheadings --output TARGET /data";

    // An emulated board on a host that does much else.
    private static readonly TimeSpan s_emulated = TimeSpan.FromMinutes(10);

    [LongFact]
    public async Task A_project_for_a_board_builds_documents_its_image_boots_by_U_Boot_and_takes_a_signed_update()
    {
        using var project = TestProject.OfEdi("virt", "virt");
        (await project.RunAsync("sh", "-ec", $"""
            mkdir --parents {Updates}
            openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out {Updates}/private.pem
            openssl pkey -in {Updates}/private.pem -pubout -out {Updates}/public.pem
            """)).Succeeded();
        Assert.Equal(
            [
                "EdiPreprocess.200_bootstrap", "EdiContainer", "EdiConfigure.100_os_setup",
                "EdiPostprocess.300_genimage", "EdiPostprocess.400_update", "EdiPostprocess.500_documentation", "EdiPostprocess.600_fully_named_artifacts",
            ],
            (await BuildAsync(project)).Steps);
        Assert.Empty((await BuildAsync(project)).Steps);
        Assert.Equal(
            ["virt-trixie-arm64.img", "virt-trixie-arm64.update.tar"],
            Directory.GetFiles(project.PathOf("bin/Debug/virt_fully_named_artifacts")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        await DocumentsItsImageAsync(project);
        await StartsAndTakesAnUpdateAsync(project);
        (await BuildAsync(project, "-t:Clean")).Succeeded();
        Assert.Empty(Directory.GetFileSystemEntries(project.PathOf("bin/Debug")));
    }

    /// <summary>The command that calls edi and the target render the same.</summary>
    private static async Task DocumentsItsImageAsync(TestProject project)
    {
        Assert.Equal(["EdiRenderDocumentation"], (await BuildAsync(project, "-t:EdiRenderDocumentation")).Steps);
        var pages = new Dictionary<string, string>();
        foreach (string name in new[] { "changelog", "index", "setup", "versions" })
        {
            pages[name] = await ReadAsync(project, $"bin/Debug/virt_documentation/rst/{name}.rst");
            Assert.Equal(pages[name], await ReadAsync(project, $"bin/Debug/virt.documentation/{name}.rst"));
        }

        Assert.Contains("* - Configuration\n     - virt\n", pages["setup"], StringComparison.Ordinal);
        Assert.Contains("* - linux-image-arm64\n", pages["versions"], StringComparison.Ordinal);
        Assert.Contains("<td><p>linux-image-arm64</p></td>", await ReadAsync(project, "bin/Debug/virt_documentation/html/versions.html"), StringComparison.Ordinal);
    }

    /// <summary>The board refuses what another key has signed, writes what is right into the slot that is not in use, and starts that.</summary>
    private static async Task StartsAndTakesAnUpdateAsync(TestProject project)
    {
        using var folder = new TemporaryFolder();
        string socket = folder.PathOf("terminal");
        // The first byte of what is signed: no digest begins with a g.
        (await project.RunAsync("sh", "-ec", $"cp bin/Debug/virt_update.tar '{folder.PathOf("forged.tar")}'\nprintf g | dd of='{folder.PathOf("forged.tar")}' bs=1 seek=512 conv=notrunc")).Succeeded();
        folder.WriteProgram("board", $"""
            #!/bin/sh
            exec qemu-system-aarch64 -M virt -cpu cortex-a57 -smp 2 -m 1G -nographic -snapshot -nic user,model=virtio-net-pci \
              -bios /usr/lib/u-boot/qemu_arm64/u-boot.bin {Disk("disk", project.PathOf("bin/Debug/virt.img"))} \
              {Disk("update", project.PathOf("bin/Debug/virt_update.tar"))} {Disk("forged", folder.PathOf("forged.tar"))}

            """);
        var person = new PersonAtTerminal(socket, Repository.PathOf("artifacts/edi-board"));
        (await project.RunAsync("sh", "-c", PersonAtTerminal.OpenCommand(socket, folder.PathOf("board")))).Succeeded();
        try
        {
            await BecomeRootAsync(person);
            await RunAsync(person, State, StateOf("root-a"));
            await RunAsync(person, "apply-update /dev/disk/by-id/virtio-forged || echo refused; grep default /boot/loader/extlinux/extlinux.conf", "Verification failure\n(.*\n)*refused\ndefault a");
            await RunAsync(person, "apply-update /dev/disk/by-id/virtio-update", "Verified OK\n(.*\n)*The next start takes slot b\\.");
            await person.TypeAsync("clear; reboot");
            await BecomeRootAsync(person);
            await RunAsync(person, State, StateOf("root-b"));
        }
        finally
        {
            (await project.RunAsync("sh", "-c", $"tmux -S '{socket}' kill-server || true")).Succeeded();
        }
    }

    private static string Disk(string name, string file) =>
        $"-drive if=none,id={name},format=raw,file='{file}' -device virtio-blk-pci,drive={name},serial={name}";

    private static string StateOf(string slot) => $"^aarch64\n.*root=PARTLABEL={slot} rw.*\n0\n/data";

    private static async Task BecomeRootAsync(PersonAtTerminal person)
    {
        await person.WaitForAsync(s_emulated, LogInPrompt);
        await person.LogInAsync(s_emulated, LogInPrompt, "ada", "ChangeMe!", @"^ada@virt:~\$");
        await person.TypeAsync("clear; sudo --login");
        await person.WaitForAsync(s_emulated, @"^\[sudo\] password for ada:\z");
        await person.TypeUnseenAsync("ChangeMe!");
        await person.WaitForAsync(s_emulated, RootPrompt);
    }

    /// <summary>Types a command of root, and waits for what it writes and for the next prompt.</summary>
    private static async Task RunAsync(PersonAtTerminal person, string command, string written)
    {
        await person.TypeAsync($"clear; {command}");
        await person.WaitForAsync(s_emulated, $"{written}\n(.*\n)*{RootPrompt[1..]}");
    }

    private static Task<CommandOutcome> BuildAsync(TestProject project, params string[] arguments) =>
        project.DotnetAsync(["build", "virt.ediproj", "-tl:off", $"-p:EdiCacheDirectory={project.Cache}", .. arguments]);

    private static Task<string> ReadAsync(TestProject project, string path) => File.ReadAllTextAsync(project.PathOf(path), TestContext.Current.CancellationToken);
}
