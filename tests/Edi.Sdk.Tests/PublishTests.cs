using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>A hybrid disk with boot loaders before its partitions and a compressed root, and its release.</summary>
public sealed class PublishTests(PublishTests.BuiltProject built) : IClassFixture<PublishTests.BuiltProject>
{
    private const string Release = "bin/Debug/publish/small";
    private static readonly string s_name = $"small_1.2.0_{HostArchitecture.Debian}_trixie";

    private readonly TestProject _project = built.Project;

    [Fact]
    public async Task A_release_holds_all_that_is_handed_out_and_is_made_anew_only_when_it_changes()
    {
        var outcome = (await PublishAsync("ssh", "key")).Succeeded();
        Assert.Contains($"small -> {_project.PathOf(Release)}", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["CHANGES.md", "SHA256SUMS", "SHA256SUMS.sig", $"{s_name}.bmap", $"{s_name}.img.zst", $"{s_name}.manifest"],
            Directory.GetFiles(_project.PathOf(Release)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        await ScriptAsync($"cd {Release} && sha256sum --check SHA256SUMS && ssh-keygen -Y check-novalidate -n file -s SHA256SUMS.sig <SHA256SUMS");
        await ScriptAsync($"zstd --decompress --stdout {Release}/{s_name}.img.zst | cmp - bin/Debug/small.img");

        Assert.DoesNotContain(" -> " + _project.PathOf(Release), (await PublishAsync("ssh", "key")).Succeeded().Output, StringComparison.Ordinal);
        await File.AppendAllTextAsync(_project.PathOf($"{Release}/{s_name}.img.zst"), "altered", TestContext.Current.CancellationToken);
        Assert.Contains(" -> " + _project.PathOf(Release), (await PublishAsync("ssh", "key")).Succeeded().Output, StringComparison.Ordinal);
        await ScriptAsync($"cd {Release} && sha256sum --check SHA256SUMS");
    }

    [LongFact]
    public async Task A_release_that_cannot_be_made_leaves_the_one_before_it()
    {
        (await PublishAsync("ssh", "key")).Succeeded();
        (await PublishAsync("ssh", "key", "-p:EdiPublishCompression=lz4")).FailedWith("error EDI5006: The property EdiPublishCompression must be zstd or xz; found 'lz4'.");
        (await PublishAsync("gpg", "nobody@example.org")).FailedWith("error EDI5006: 'gpg' ended with exit code 2.");
        await ScriptAsync($"cd {Release} && sha256sum --check SHA256SUMS && test -e SHA256SUMS.sig");
    }

    [Theory]
    [InlineData("gpg", "releases@example.org", "gpg --batch --verify SHA256SUMS.asc SHA256SUMS")]
    [InlineData("minisign", "release.key", "minisign -V -p ../../../../release.pub -m SHA256SUMS")]
    public async Task Who_has_the_public_key_can_check_a_release(string signer, string key, string check)
    {
        (await PublishAsync(signer, key)).Succeeded();
        await ScriptAsync($"cd {Release} && {check}");
        Assert.Equal(2, Directory.GetFiles(_project.PathOf(Release), "SHA256SUMS*").Length);
    }

    /// <summary>What a Raspberry Pi's firmware and a BIOS see is the MBR; what UEFI and Linux see is the GPT.</summary>
    [Fact]
    public async Task The_disk_has_both_tables_and_raw_data_before_its_partitions() => Assert.Equal(
        "1 c\n2 ee\n2\nSPL",
        await ScriptAsync(
            """
            sfdisk --label-nested dos --dump bin/Debug/small.img | sed -n 's/.*img\([0-9]\) .*type=\([0-9a-f]*\).*/\1 \2/p'
            sfdisk --dump bin/Debug/small.img | grep -c '^bin'
            dd status=none bs=1 skip=32768 count=3 if=bin/Debug/small.img
            """));

    [Fact]
    public async Task A_bios_starts_the_code_in_the_first_sector()
    {
        Assert.SkipUnless(HostArchitecture.IsAmd64, "Only a PC has a BIOS.");
        Assert.Contains("The BIOS is here.", (await _project.DotnetAsync("run", "--no-build", "--project", "small.ediproj")).Succeeded().Output, StringComparison.Ordinal);
    }

    private Task<CommandOutcome> PublishAsync(string signer, string key, params string[] options) => _project.RunAsync(
    [
        "env", $"GNUPGHOME={built.GnuPG}",
        "dotnet", "publish", "small.ediproj", "-tl:off", $"-p:EdiCacheDirectory={_project.Cache}", "-p:Version=1.2.0",
        $"-p:EdiSigner={signer}", $"-p:EdiSigningKey={(signer == "gpg" ? key : _project.PathOf(key))}", .. options,
    ]);

    private async Task<string> ScriptAsync(string script) => (await _project.RunAsync(
        "env", $"GNUPGHOME={built.GnuPG}", "sh", "-euc", $"export PATH=/usr/sbin:/usr/bin:/sbin:/bin\n{script}")).Succeeded().Output.TrimEnd('\n');

    /// <summary>One project for all facts, and a key for each way to sign.</summary>
    public sealed class BuiltProject : IAsyncLifetime
    {
        // Writes the text behind it to the first serial port, and switches the machine off.
        private static readonly byte[] s_bootCode =
        [
            0x31, 0xc0, 0x8e, 0xd8, // xor ax, ax; mov ds, ax
            0xbe, 0x1c, 0x7c, 0xba, 0xf8, 0x03, // mov si, text; mov dx, 0x3f8
            0xac, 0x84, 0xc0, 0x74, 0x03, 0xee, 0xeb, 0xf8, // next: lodsb; test al, al; jz end; out dx, al; jmp next
            0xba, 0x04, 0x06, 0xb8, 0x00, 0x20, 0xef, 0xf4, 0xeb, 0xfd, // end: mov dx, 0x604; mov ax, 0x2000; out dx, ax; hlt
            .. "The BIOS is here.\r\n\0"u8,
        ];

        internal TestProject Project { get; } = new();

        // The socket of the agent bears no long path.
        internal string GnuPG { get; } = Directory.CreateTempSubdirectory("edi-gpg-").FullName;

        public async ValueTask InitializeAsync()
        {
            Project.WriteProject("small", "<ItemGroup><EdiPublishFile Include=\"CHANGES.md\" /></ItemGroup>");
            Project.Write("CHANGES.md", "First.\n");
            Project.Write("blobs/spl.bin", "SPL");
            await File.WriteAllBytesAsync(Project.PathOf("blobs/boot.bin"), s_bootCode);
            Project.Write(
                "small.yml",
                """
                bootstrap:
                  suite: trixie
                image:
                  partition_table: hybrid
                  raw_data:
                    10_boot_code: {offset: 0KiB, source: blobs/boot.bin}
                    20_spl: {offset: 32KiB, source: blobs/spl.bin}
                  partitions:
                    10_firmware: {type: basic-data, mbr_type: fat32-lba, label: FIRMWARE, file_system: vfat, size: 64MiB, mount_point: /boot/firmware}
                    20_root: {type: linux, label: ROOT, file_system: squashfs, free_space: 0KiB, mount_point: /}

                """);
            (await Project.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key")).Succeeded();
            (await Project.RunAsync("minisign", "-G", "-W", "-p", "release.pub", "-s", "release.key")).Succeeded();
            (await Project.RunAsync("gpg", "--homedir", GnuPG, "--batch", "--passphrase", "", "--quick-generate-key", "releases@example.org")).Succeeded();
            (await Project.BuildAsync()).Succeeded();
        }

        public async ValueTask DisposeAsync()
        {
            await Project.RunAsync("gpgconf", "--homedir", GnuPG, "--kill", "all");
            Directory.Delete(GnuPG, recursive: true);
            Project.Dispose();
        }
    }
}
