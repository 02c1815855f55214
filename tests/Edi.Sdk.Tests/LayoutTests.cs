using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests;

/// <summary>One disk with every file system, and its further forms, each read back by the field's own tools.</summary>
public sealed class LayoutTests(LayoutTests.BuiltDisk built) : IClassFixture<LayoutTests.BuiltDisk>
{
    private const string Partitions = "bin/Debug/small.partitions";
    private readonly TestProject _project = built.Project;

    /// <summary>mkfs.vfat takes the image's size for the partition's.</summary>
    [Fact]
    public void What_a_tool_says_of_any_image_is_in_the_log_only()
    {
        Assert.Contains("EdiImage: it has not been built", built.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("block count mismatch", built.Output, StringComparison.Ordinal);
        Assert.Contains("block count mismatch", File.ReadAllText(_project.PathOf("obj/small/log/EdiImage.log")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sfdisk_finds_no_error_in_the_table() =>
        Assert.Contains("No errors detected.", await OutputAsync("sfdisk --verify bin/Debug/small.img"), StringComparison.Ordinal);

    [Theory]
    [InlineData("10_esp", "fsck.fat -n", "vfat", "ESP")]
    [InlineData("20_root", "e2fsck -fn", "ext4", "ROOT")]
    [InlineData("30_home", "btrfs check --readonly", "btrfs", "HOME")]
    [InlineData("40_srv", "xfs_repair -n", "xfs", "SRV")]
    [InlineData("50_opt", "unsquashfs -stat", "squashfs", "")]
    [InlineData("60_media", "fsck.erofs", "erofs", "")]
    [InlineData("70_swap", "swaplabel", "swap", "SWAP")]
    public async Task A_file_system_is_sound_and_what_the_layout_says(string partition, string check, string type, string label)
    {
        await OutputAsync($"{check} {Partitions}/{partition}.img");
        Assert.Equal($"{type} {label}".Trim(), (await OutputAsync(
            $"for tag in TYPE LABEL; do blkid --probe --output value --match-tag $tag {Partitions}/{partition}.img; done | tr '\\n' ' '")).Trim());
    }

    [Fact]
    public async Task Each_holds_its_files()
    {
        Assert.Equal("hello from the project", await OutputAsync($"mtype -i {Partitions}/10_esp.img ::/EFI/note.txt"));
        Assert.Contains("os-release", await OutputAsync($"mdir -b -i {Partitions}/10_esp.img ::/from-root"), StringComparison.Ordinal);
        Assert.Equal("of home", await OutputAsync($"btrfs restore --path-regex '^/(|note.txt)$' {Partitions}/30_home.img . >/dev/null && cat note.txt"));
        Assert.Contains("041777", await OutputAsync($"xfs_db -r -c 'path /sticky' -c 'print core.mode' {Partitions}/40_srv.img"), StringComparison.Ordinal);
        Assert.Equal("of opt", await OutputAsync($"unsquashfs -cat {Partitions}/50_opt.img note.txt"));
        Assert.Contains("loader.bin", await OutputAsync($"mdir -b -i {Partitions}/10_esp.img ::/EFI"), StringComparison.Ordinal);
        Assert.Equal("of boot", await OutputAsync($"debugfs -R 'cat /note.txt' {Partitions}/85_boot.img 2>/dev/null"));
        Assert.Equal(". ..", await OutputAsync($"debugfs -R 'ls -p /efi' {Partitions}/85_boot.img 2>/dev/null | cut -d/ -f6 | grep . | xargs"));
        Assert.Equal("of media", await OutputAsync($"rm -rf media && fsck.erofs --extract=media {Partitions}/60_media.img >/dev/null && cat media/note.txt"));
    }

    [Fact]
    public async Task Files_of_the_project_leave_the_modes_of_what_is_there_and_replace_links()
    {
        Assert.Contains("Mode:  0640", await OutputAsync($"debugfs -R 'stat /etc/shadow' {Partitions}/20_root.img 2>/dev/null"), StringComparison.Ordinal);
        Assert.Equal("a zone", await OutputAsync($"debugfs -R 'cat /etc/localtime' {Partitions}/20_root.img 2>/dev/null"));
        Assert.Contains("Mode:  0644", await OutputAsync($"debugfs -R 'stat /etc/product/name' {Partitions}/20_root.img 2>/dev/null"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Raw_data_may_come_from_a_folder_that_is_another_partitions() =>
        Assert.Equal("LOADER", await OutputAsync("dd status=none bs=1 skip=20480 count=6 if=bin/Debug/small.img"));

    [Fact]
    public async Task The_table_of_file_systems_follows_from_the_layout()
    {
        string table = await OutputAsync($"debugfs -R 'cat /etc/fstab' {Partitions}/20_root.img 2>/dev/null");
        Assert.Equal(
            ["/", "/boot", "/boot/efi", "/home", "/media", "/opt", "/srv", "none"],
            table.Split('\n').Where(line => line is [not '#', ..]).Select(line => line.Split('\t')[1]).Order(StringComparer.Ordinal));
        string partition = (await OutputAsync("sfdisk --part-uuid bin/Debug/small.img 5")).ToLowerInvariant();
        Assert.Contains($"PARTUUID={partition}\t/opt\tsquashfs\tro,", table, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("qcow2")]
    [InlineData("vmdk")]
    [InlineData("vhdx")]
    public async Task A_format_for_virtual_machines_is_the_same_disk(string format) =>
        await OutputAsync($"qemu-img compare -f raw -F {format} bin/Debug/small.img bin/Debug/small.{format}");

    [Theory]
    [InlineData("zstd --decompress --stdout", "img.zst")]
    [InlineData("xz --decompress --stdout", "img.xz")]
    public async Task A_compressed_image_is_the_same_disk(string tool, string extension) =>
        await OutputAsync($"{tool} bin/Debug/small.{extension} | cmp - bin/Debug/small.img");

    [Fact]
    public async Task The_block_map_is_that_of_the_compressed_image_too() =>
        await OutputAsync("bmaptool --quiet copy --bmap bin/Debug/small.bmap bin/Debug/small.img.zst flashed.img && cmp flashed.img bin/Debug/small.img && rm flashed.img");

    [Fact]
    public async Task A_partitions_file_is_what_lies_on_the_disk()
    {
        string place = await OutputAsync("sfdisk --dump bin/Debug/small.img | sed -n 's/.*img2 : start= *\\([0-9]*\\), size= *\\([0-9]*\\),.*/skip=\\1 count=\\2/p'");
        await OutputAsync($"dd status=none bs=512 if=bin/Debug/small.img {place} | cmp - {Partitions}/20_root.img");
    }

    [Fact]
    public async Task The_tree_and_the_container_hold_the_root_file_system()
    {
        Assert.Contains("./etc/os-release", await OutputAsync("tar --list --file bin/Debug/small.tar"), StringComparison.Ordinal);
        Assert.Contains($"\"Architecture\": \"{HostArchitecture.Debian}\"", await OutputAsync("skopeo inspect oci-archive:bin/Debug/small.oci.tar"), StringComparison.Ordinal);
    }

    // Its OCI runtime knows only hosts whose control groups are all of version 2, so it gets to see them so.
    [Fact]
    public async Task Podman_runs_a_container_of_it()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root's Podman runs in a store of the test's own without further set-up.");
        await File.WriteAllTextAsync(
            _project.PathOf("run-container"),
            """
            mount -t cgroup2 none /sys/fs/cgroup
            podman() { command podman --root "$PWD/podman" --runroot "$PWD/podman-run" --storage-driver vfs --cgroup-manager cgroupfs --events-backend none "$@" 2>>podman.log; }
            podman load --quiet --input bin/Debug/small.oci.tar >/dev/null
            podman run --rm --network none --cgroups disabled --ulimit nofile=1000:1000 --ulimit nproc=1000:1000 localhost/small:latest \
                /bin/sh -c '. /etc/os-release; echo "$ID $VERSION_CODENAME"; stat --format=%a /srv/sticky'
            podman rmi --all --force >/dev/null
            """,
            TestContext.Current.CancellationToken);
        Assert.Equal("debian trixie\n1777", await OutputAsync("unshare --mount --cgroup sh -eu run-container || { cat podman.log; exit 1; }"));
    }

    [Fact]
    public async Task A_format_more_makes_only_that()
    {
        _project.Replace("small.yml", "[partitions, ", "[");
        Assert.Empty((await _project.BuildAsync()).Steps);
        Assert.False(Directory.Exists(_project.PathOf(Partitions)));
        _project.Replace("small.yml", "formats: [", "formats: [partitions, ");
        File.Delete(_project.PathOf("bin/Debug/small.qcow2"));
        Assert.Equal(["EdiFormat.partitions", "EdiFormat.qcow2"], (await _project.BuildAsync()).Steps);
    }

    private async Task<string> OutputAsync(string script) =>
        (await _project.RunAsync("sh", "-euc", $"export PATH=/usr/sbin:/usr/bin:/sbin:/bin\n{script}")).Succeeded().Output.TrimEnd('\n');

    /// <summary>A disk with all file systems, in all formats.</summary>
    public sealed class BuiltDisk : IAsyncLifetime
    {
        /// <summary>What the build has printed.</summary>
        internal string Output { get; private set; } = "";

        private const string Definition =
            """
            bootstrap:
              suite: trixie
            playbooks:
              100_files:
                path: playbooks/files.yml
            image:
              partition_table: gpt
              size: 1GiB
              formats: [partitions, oci, qcow2, tar, vhdx, vmdk, xz, zstd]
              raw_data:
                10_loader: {offset: 20KiB, source: /boot/efi/EFI/loader.bin}
              partitions:
                10_esp:
                  type: esp
                  label: ESP
                  file_system: vfat
                  free_space: 16MiB
                  mount_point: /boot/efi
                  files:
                    /EFI/note.txt: esp/note.txt
                    /from-root: /usr/lib/os-release.d
                20_root:
                  type: linux
                  label: ROOT
                  file_system: ext4
                  size: rest
                  mount_point: /
                  attributes: [grow-file-system]
                  files: {/etc: overlay/etc, /etc/localtime: overlay/zone}
                30_home: {type: linux, label: HOME, file_system: btrfs, free_space: 16MiB, mount_point: /home}
                40_srv: {type: linux, label: SRV, file_system: xfs, size: 300MiB, mount_point: /srv, alignment: 4MiB}
                50_opt: {type: linux, file_system: squashfs, free_space: 0KiB, mount_point: /opt}
                60_media: {type: linux, file_system: erofs, free_space: 0KiB, mount_point: /media}
                70_swap: {type: swap, label: SWAP, file_system: swap, size: 16MiB}
                80_spare: {type: linux, file_system: none, size: 1MiB, offset: 1000MiB}
                85_boot: {type: linux, label: BOOT, file_system: ext4, size: 20MiB, mount_point: /boot}

            """;

        private const string Playbook =
            """
            - hosts: edi
              gather_facts: false
              tasks:
                - ansible.builtin.raw: |
                    set -e
                    mkdir -p /usr/lib/os-release.d /srv/sticky /boot/efi/EFI
                    printf LOADER >/boot/efi/EFI/loader.bin
                    ln -sf /usr/share/zoneinfo/Etc/UTC /etc/localtime
                    cp /usr/lib/os-release /usr/lib/os-release.d/
                    chmod 1777 /srv/sticky
                    for folder in boot home opt media srv; do printf 'of %s' $folder >/$folder/note.txt; done
            """;

        internal TestProject Project { get; } = new();

        public async ValueTask InitializeAsync()
        {
            Project.Write("small.yml", Definition);
            Project.Write("plugins/playbooks/files.yml", Playbook);
            Project.Write("esp/note.txt", "hello from the project");
            Project.Write("overlay/etc/product/name", "product");
            Project.Write("overlay/zone", "a zone");
            Output = (await Project.BuildAsync()).Succeeded().Output;
        }

        public ValueTask DisposeAsync()
        {
            Project.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
