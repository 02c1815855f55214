using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests;

/// <summary>A hybrid disk with a boot loader before its partitions and a compressed root, and its release.</summary>
public sealed class PublishTests
{
    private const string Release = "bin/Debug/publish";
    private const string Name = "small_1.2.0_amd64_trixie";

    [Fact]
    public async Task A_release_is_signed_and_checked_and_made_anew_only_when_it_changes()
    {
        using var project = NewProject();
        (await project.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key")).Succeeded();
        string[] publish = ["publish", "small.ediproj", "-tl:off", $"-p:EdiCacheDirectory={project.Cache}", "-p:Version=1.2.0", "-p:EdiSigner=ssh", $"-p:EdiSigningKey={project.PathOf("key")}"];
        var outcome = (await project.DotnetAsync(publish)).Succeeded();
        Assert.Contains($"small -> {project.PathOf(Release)}", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["CHANGES.md", "SHA256SUMS", "SHA256SUMS.sig", $"{Name}.bmap", $"{Name}.img.zst", $"{Name}.manifest"],
            Directory.GetFiles(project.PathOf(Release)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        (await project.RunAsync("sh", "-euc", $"cd {Release} && sha256sum --check SHA256SUMS && ssh-keygen -Y check-novalidate -n file -s SHA256SUMS.sig <SHA256SUMS")).Succeeded();
        (await project.RunAsync("sh", "-euc", $"zstd --decompress --stdout {Release}/{Name}.img.zst | cmp - bin/Debug/small.img")).Succeeded();

        DateTime made = File.GetLastWriteTimeUtc(project.PathOf($"{Release}/SHA256SUMS"));
        (await project.DotnetAsync(publish)).Succeeded();
        Assert.Equal(made, File.GetLastWriteTimeUtc(project.PathOf($"{Release}/SHA256SUMS")));
        (await project.DotnetAsync([.. publish, "-p:EdiPublishCompression=lz4"])).FailedWith("error EDI5006: The property EdiPublishCompression must be zstd or xz; found 'lz4'.");
        Assert.True(File.Exists(project.PathOf($"{Release}/{Name}.img.zst")));

        await AssertDiskAsync(project);
    }

    /// <summary>What a Raspberry Pi's firmware and a BIOS see is the MBR; what UEFI and Linux see is the GPT.</summary>
    private static async Task AssertDiskAsync(TestProject project)
    {
        string script =
            """
            export PATH=/usr/sbin:/usr/bin
            sfdisk --label-nested dos --dump bin/Debug/small.img | sed -n 's/.*img\([0-9]\) .*type=\([0-9a-f]*\).*/\1 \2/p'
            sfdisk --dump bin/Debug/small.img | grep -c '^bin'
            dd status=none bs=1 skip=32768 count=3 if=bin/Debug/small.img
            """;
        Assert.Equal("1 c\n2 ee\n2\nSPL", (await project.RunAsync("sh", "-euc", script)).Succeeded().Output.TrimEnd('\n'));
    }

    private static TestProject NewProject()
    {
        var project = new TestProject();
        project.WriteProject("small", "<ItemGroup><EdiPublishFile Include=\"CHANGES.md\" /></ItemGroup>");
        project.Write("CHANGES.md", "First.\n");
        project.Write("blobs/spl.bin", "SPL");
        project.Write(
            "small.yml",
            """
            bootstrap:
              suite: trixie
            image:
              partition_table: hybrid
              raw_data:
                10_spl: {offset: 32KiB, source: blobs/spl.bin}
              partitions:
                10_firmware: {type: basic-data, mbr_type: fat32-lba, label: FIRMWARE, file_system: vfat, size: 64MiB, mount_point: /boot/firmware}
                20_root: {type: root-x86-64, label: ROOT, file_system: squashfs, free_space: 0KiB, mount_point: /}

            """);
        return project;
    }
}
