using System.Text.Json.Nodes;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Image;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

/// <summary>What a file has besides its content goes from layer to layer, and into the file systems that can hold it.</summary>
public sealed class LayerAttributesTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    // Each kind once, made as programs of a playbook make it: struct.pack of an access control list, acl(5), as the kernel takes it.
    private const string Make =
        """
        import os, struct, sys
        os.chdir(sys.argv[1])
        os.makedirs('a/b')
        os.mkdir('c')
        def write(path, text='text\n', mode=0o640):
            with open(path, 'w') as file:
                file.write(text)
            os.chmod(path, mode)
        NOBODY = 0xffffffff
        def acl(*entries):
            return struct.pack('<I', 2) + b''.join(struct.pack('<HHI', *entry) for entry in entries)
        write('a/acl')
        os.setxattr('a/acl', 'system.posix_acl_access', acl((1, 6, NOBODY), (2, 6, 1000), (4, 0, NOBODY), (16, 6, NOBODY), (32, 0, NOBODY)))
        os.setxattr('a/b', 'system.posix_acl_default', acl((1, 7, NOBODY), (4, 0, NOBODY), (8, 5, 1001), (16, 5, NOBODY), (32, 0, NOBODY)))
        write('c/capable', mode=0o755)
        os.setxattr('c/capable', 'security.capability', struct.pack('<5I', 0x02000001, 1 << 13, 0, 0, 0))
        os.setxattr('c/capable', 'user.mime_type', b'text/plain')
        os.link('c/capable', 'a/b/again')
        with open('c/sparse', 'w') as file:
            file.write('begin')
            file.truncate(64 << 20)
        write('c/owned')
        os.chown('c/owned', 65534, 1234)
        os.symlink('/nowhere', 'c/link')
        os.mkfifo('c/pipe')
        os.setxattr('c/pipe', 'system.posix_acl_access', acl((1, 6, NOBODY), (2, 4, 7), (4, 4, NOBODY), (16, 4, NOBODY), (32, 0, NOBODY)))
        write('c/old')
        os.utime('c/old', (-1000000, -1000000))
        os.utime('c/link', (-5, -5), follow_symlinks=False)
        write('c/late')
        os.utime('c/late', (5000000000, 5000000000))
        os.utime('c', (4000000000, 4000000000))
        """;

    private const string Tell =
        """
        import json, os, stat, sys
        os.chdir(sys.argv[1])
        told = {}
        for folder, folders, files in os.walk('.'):
            for path in [folder] + [os.path.join(folder, name) for name in files]:
                status = os.lstat(path)
                names = sorted(name for name in os.listxattr(path, follow_symlinks=False) if not name.startswith('user.overlay.'))
                told[path[2:]] = ' '.join(map(str, [
                    oct(status.st_mode), status.st_uid, status.st_gid, int(status.st_mtime) if path != '.' else '', status.st_nlink if stat.S_ISREG(status.st_mode) else '',
                    stat.S_ISREG(status.st_mode) and status.st_blocks * 512 < status.st_size,
                    *(name + '=' + os.getxattr(path, name, follow_symlinks=False).hex() for name in names)]))
        print(json.dumps(told))
        """;

    private string Cache => fixture.Tools.Folder.At("cache");

    [Fact]
    public void A_layer_has_all_that_its_container_had()
    {
        SandboxFixture.SkipWithoutRange();
        var engine = new BuildahEngine(fixture.Sandbox, Cache);
        ContainerImage first, second, third;
        JsonObject made, changed;
        using (var container = engine.CreateEmpty("attributes-1"))
        {
            Python(Make, container.RootDirectory);
            made = Told(container.RootDirectory);
            first = container.Commit("localhost/attributes:1");
        }

        Assert.Contains("system.posix_acl_access=", (string)made["a/acl"]!, StringComparison.Ordinal);
        using (var container = engine.Create("attributes-2", first))
        {
            Assert.Equal(made.ToJsonString(), Told(container.RootDirectory).ToJsonString());
            // A file of a layer below is copied with all that it has when it is written.
            Python("import os, sys; os.chdir(sys.argv[1]); open('a/acl', 'a').write('more'); os.chmod('c/sparse', 0o600); open('a/b/new', 'w').write('new')", container.RootDirectory);
            changed = Told(container.RootDirectory);
            second = container.Commit("localhost/attributes:2");
        }

        Assert.Contains("system.posix_acl_access=", (string)changed["a/b/new"]!, StringComparison.Ordinal);
        using (var container = engine.Create("attributes-3", second))
        {
            Assert.Equal(changed.ToJsonString(), Told(container.RootDirectory).ToJsonString());
            Python("import os, sys; os.removexattr(sys.argv[1] + '/a/acl', 'system.posix_acl_access')", container.RootDirectory);
            third = container.Commit("localhost/attributes:3");
        }

        using (var container = engine.Create("attributes-4", third))
        {
            Assert.DoesNotContain("posix_acl", (string)Told(container.RootDirectory)["a/acl"]!, StringComparison.Ordinal);
        }
    }

    /// <summary>Layers are named by what Buildah keeps of them, and are kept once.</summary>
    [Fact]
    public void Layers_that_differ_only_in_a_list_are_two()
    {
        SandboxFixture.SkipWithoutRange();
        var engine = new BuildahEngine(fixture.Sandbox, Cache);
        var images = new List<ContainerImage>();
        foreach (int user in new[] { 1000, 1001 })
        {
            using var container = engine.CreateEmpty("lists");
            Python(
                $"import os, struct, sys; os.chdir(sys.argv[1]); open('f', 'w').close(); os.setxattr('f', 'system.posix_acl_access', struct.pack('<I', 2) + b''.join(struct.pack('<HHI', *e) for e in ((1, 6, 2**32-1), (2, 4, {user}), (4, 4, 2**32-1), (16, 4, 2**32-1), (32, 4, 2**32-1)))); os.utime('f', (1, 1)); os.utime('.', (1, 1))",
                container.RootDirectory);
            images.Add(container.Commit($"localhost/lists:{user}"));
        }

        string[] told = [.. images.Select(image =>
        {
            using var container = engine.Create("lists", image);
            return (string)Told(container.RootDirectory)["f"]!;
        })];
        Assert.NotEqual(told[0], told[1]);
    }

    /// <summary>LXD and Incus write a list as the kernel's bytes where tar expects text, and tar passes over it.</summary>
    [Fact]
    public void An_instance_has_the_lists_that_tar_cannot_read()
    {
        SandboxFixture.SkipWithoutRange();
        string root = Directory.CreateDirectory(Path.Combine(Cache, "instance")).FullName;
        string archive = Path.Combine(Cache, "instance.tar");
        Python(Make, root);
        Python(
            """
            import os, sys, tarfile
            def listed(entry):
                path = sys.argv[1] + entry.name.removeprefix('rootfs')
                for kind in ('access', 'default'):
                    if 'system.posix_acl_' + kind in os.listxattr(path, follow_symlinks=False):
                        entry.pax_headers['SCHILY.acl.' + kind] = os.getxattr(path, 'system.posix_acl_' + kind).decode('utf-8', 'surrogateescape')
                return entry
            with tarfile.open(sys.argv[1] + '.tar', 'w', format=tarfile.PAX_FORMAT, encoding='utf-8', errors='surrogateescape') as archive:
                archive.add(sys.argv[1], 'rootfs', filter=listed)
            """,
            root);
        string read = Directory.CreateDirectory(Path.Combine(Cache, "instance-read")).FullName;
        Run("tar", "--extract", "--file", archive, "--directory", read, "--strip-components=1", "--numeric-owner", "rootfs");
        Assert.DoesNotContain("posix_acl", (string)Told(read)["a/acl"]!, StringComparison.Ordinal);
        Run("python3", "-I", "-c", Script.Of("instance-lists.py"), archive, "rootfs", read);
        foreach (string path in new[] { "a/acl", "a/b", "c/pipe" })
        {
            Assert.Contains("posix_acl", (string)Told(root)[path]!, StringComparison.Ordinal);
            Assert.Equal(Lists(root, path), Lists(read, path));
        }
    }

    [Theory]
    [InlineData("ext4", 16)]
    [InlineData("btrfs", 128)]
    public void A_file_system_has_them_too(string kind, int size)
    {
        SandboxFixture.SkipWithoutRange();
        Assert.SkipUnless(kind == "ext4" || HostToolRunner.TryFindProgram("btrfs") is not null, "There is no btrfs.");
        string content = Directory.CreateDirectory(Path.Combine(Cache, kind)).FullName;
        string image = Path.Combine(Cache, $"{kind}.image");
        Python(Make, content);
        File.WriteAllBytes(image, []);
        Run("truncate", FormattableString.Invariant($"--size={size}M"), image);
        Writer(kind, content).Write(image, 0, (long)size << 20);
        if (kind == "ext4")
        {
            Assert.Contains("system.posix_acl_access (28)", Capture("debugfs", "-R", "ea_list /a/acl", image), StringComparison.Ordinal);
            Assert.Contains("system.posix_acl_default (28)", Capture("debugfs", "-R", "ea_list /a/b", image), StringComparison.Ordinal);
            Assert.Contains("security.capability (20)", Capture("debugfs", "-R", "ea_list /a/b/again", image), StringComparison.Ordinal);
            string owned = Capture("debugfs", "-R", "stat /c/owned", image);
            Assert.Contains("User: 65534   Group:  1234", owned, StringComparison.Ordinal);
            // The upper bits of an inode's time are after the colon; mke2fs 1.47 writes none, so a time after 2038 is not asked for.
            Assert.Contains("mtime: 0xfff0bdc0:00000000", Capture("debugfs", "-R", "stat /c/old", image), StringComparison.Ordinal);
        }
        else
        {
            string read = Directory.CreateDirectory(Path.Combine(Cache, "restored")).FullName;
            Run("btrfs", "restore", "--xattr", "--metadata", "--symlinks", image, read);
            Assert.Equal((string)Told(content)["a/acl"]!, (string)Told(read)["a/acl"]!);
        }
    }

    /// <summary>xfs as the tools of the host make it: what they take, newer ones tell.</summary>
    [Theory]
    [InlineData("squashfs", "mksquashfs")]
    [InlineData("xfs", "mkfs.xfs")]
    public void A_file_system_that_would_lose_them_is_refused(string kind, string maker)
    {
        SandboxFixture.SkipWithoutRange();
        Assert.SkipUnless(HostToolRunner.TryFindProgram(maker) is not null, $"There is no {maker}.");
        string content = Directory.CreateDirectory(Path.Combine(Cache, kind)).FullName;
        Python(Make, content);
        string image = fixture.Tools.Folder.Write($"cache/{kind}.image", "");
        var writer = Writer(kind, content);
        var problem = writer.NotHeld() ?? Assert.Single(Assert.Throws<EdiException>(() => writer.Write(image, 0, 300 << 20)).Problems);
        Assert.Equal(EdiCodes.FileNotHeld, problem.Code);
        Assert.Contains("/a/", problem.Message, StringComparison.Ordinal);
    }

    private FileSystemWriter Writer(string kind, string content) => FileSystemWriter.For(
        fixture.Sandbox,
        new(kind, "83", "", FileSystemTraits.Find(kind)!.Kind, new PartitionSize.Rest(), null, false, SourcePosition.None),
        StableIdsTests.Ids("my-image").Of(kind),
        content)!;

    private string Lists(string root, string path) => string.Join(' ', ((string)Told(root)[path]!).Split(' ').Where(word => word.Contains("posix_acl", StringComparison.Ordinal)));

    private JsonObject Told(string root) => JsonNode.Parse(Capture("python3", "-I", "-c", Tell, root))!.AsObject();

    private void Python(string script, string root) => Run("python3", "-I", "-c", script, root);

    private void Run(string program, params string[] arguments) => fixture.Sandbox.Require(EdiCodes.EngineFailed, new ToolCommand(program, [.. arguments]));

    private string Capture(string program, params string[] arguments) => fixture.Sandbox.Capture(EdiCodes.EngineFailed, new ToolCommand(program, [.. arguments]));
}
