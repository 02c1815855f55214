using Edi.Tasks.Definition;
using Edi.Tasks.Engines;

namespace Edi.Tasks.Tests;

public sealed class StepFingerprintsTests : IDisposable
{
    private const string Playbooks =
        """
        general: {parameters: {color: red}}
        playbooks:
          1_one: {path: playbooks/one/main.yml, parameters: {password: hunter2}}
          2_two: {path: playbooks/two/main.yml}

        """;

    private readonly DefinitionFolder _folder = new();

    public StepFingerprintsTests()
    {
        _folder.WriteToProject("plugins/playbooks/one/main.yml", "- {hosts: all, roles: [ours, theirs, ../roles/shared]}");
        _folder.WriteToProject("plugins/playbooks/one/roles/inner/tasks/main.yml", "- inner:");
        _folder.WriteToProject("plugins/playbooks/one/filter_plugins/one.py", "# one");
        _folder.WriteToProject("plugins/playbooks/two/main.yml", "- {hosts: all, roles: [ours, theirs]}\n- import_playbook: ../common/base.yml");
        _folder.WriteToProject("plugins/playbooks/common/base.yml", "- {hosts: all, roles: [basis]}");
        _folder.WriteToProject("plugins/playbooks/common/roles/basis/tasks/main.yml", "- include_tasks: ../../../tasks.yml");
        _folder.WriteToProject("plugins/playbooks/common/tasks.yml", "- basis:");
        _folder.WriteToProject("plugins/playbooks/common/README.md", "");
        _folder.WriteToProject("plugins/playbooks/roles/shared/tasks/main.yml", "- shared:");
        _folder.WriteToProject("plugins/roles/ours/tasks/main.yml", "- debug: \"{{ ssh_pub_key_directory }}\"");
        _folder.WriteToProject("ssh_pub_keys/me.pub", "ssh-ed25519 me");
        _folder.WriteToSdk("roles/theirs/tasks/main.yml", "- theirs:");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void There_is_one_for_each_step_in_the_order_of_the_steps() =>
        Assert.Equal(["EdiBootstrap", "EdiContainer", "EdiConfigure.1_one", "EdiConfigure.2_two", "EdiImage", "EdiReport"], Read().Keys);

    [Fact]
    public void Reading_twice_changes_nothing() => Assert.Empty(Changed(() => { }));

    [Fact]
    public void A_change_of_the_disk_layout_redoes_the_image_alone() =>
        Assert.Equal(["EdiImage"], Changed(image: DefinitionFolder.Image.Replace("16MiB", "17MiB", StringComparison.Ordinal)));

    [Fact]
    public void A_move_of_the_disk_layout_in_the_file_redoes_nothing() =>
        Assert.Empty(Changed(image: "\n# A comment.\n\n" + DefinitionFolder.Image));

    [Fact]
    public void A_change_of_the_bootstrap_redoes_it() =>
        Assert.Equal(["EdiBootstrap"], Changed(bootstrap: DefinitionFolder.Bootstrap + "  additional_packages: [python3]\n"));

    [Fact]
    public void A_mirror_that_loses_its_signature_redoes_the_bootstrap() =>
        Assert.Equal(
            ["EdiBootstrap"],
            Changed(
                bootstrap: DefinitionFolder.Bootstrap + "  mirrors: {uri: http://a, unsigned: true}\n",
                before: DefinitionFolder.Bootstrap + "  mirrors: {uri: http://a, unsigned: false}\n"));

    [Fact]
    public void A_parameter_of_one_playbook_redoes_that_one() =>
        Assert.Equal(["EdiConfigure.1_one"], Changed(playbooks: Playbooks.Replace("hunter2", "hunter3", StringComparison.Ordinal)));

    [Fact]
    public void A_general_parameter_redoes_every_playbook() =>
        Assert.Equal(["EdiConfigure.1_one", "EdiConfigure.2_two"], Changed(playbooks: Playbooks.Replace("red", "blue", StringComparison.Ordinal)));

    // Each on the old layer of the one before it, which is older than what was made of it.
    [Fact]
    public void A_playbook_that_is_gone_redoes_the_step_after_it()
    {
        Assert.Equal(["EdiConfigure.2_two"], Changed(playbooks: Playbooks.Replace("one/main.yml, ", "one/main.yml, skip: true, ", StringComparison.Ordinal)));
        Assert.Equal(["EdiImage"], Changed(playbooks: Playbooks.Replace("two/main.yml", "two/main.yml, skip: true", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("plugins/playbooks/one/main.yml", "EdiConfigure.1_one")]
    [InlineData("plugins/playbooks/one/new.yml", "EdiConfigure.1_one")]
    [InlineData("plugins/playbooks/one/roles/inner/tasks/main.yml", "EdiConfigure.1_one")]
    [InlineData("plugins/playbooks/two/main.yml", "EdiConfigure.2_two")]
    [InlineData("plugins/roles/ours/tasks/main.yml", "EdiConfigure.1_one,EdiConfigure.2_two")]
    [InlineData("ssh_pub_keys/me.pub", "EdiConfigure.1_one,EdiConfigure.2_two")]
    [InlineData("plugins/playbooks/common/base.yml", "EdiConfigure.2_two")]
    [InlineData("plugins/playbooks/common/roles/basis/tasks/main.yml", "EdiConfigure.2_two")]
    [InlineData("plugins/playbooks/common/tasks.yml", "EdiConfigure.2_two")]
    [InlineData("plugins/playbooks/common/README.md", "")]
    [InlineData("README.md", "")]
    [InlineData("plugins/playbooks/one/main.yml~", "")]
    [InlineData("plugins/playbooks/one/.main.yml.swp", "")]
    [InlineData("plugins/playbooks/one/#main.yml#", "")]
    [InlineData("plugins/playbooks/one/.git/FETCH_HEAD", "")]
    [InlineData("plugins/playbooks/one/filter_plugins/__pycache__/one.pyc", "")]
    [InlineData("plugins/playbooks/one/roles/inner/tasks/main.yml~", "")]
    [InlineData("plugins/roles/ours/.git/index", "")]
    [InlineData("plugins/roles/ours/tasks/.#main.yml", "")]
    [InlineData("plugins/roles/ours/files/backup~", "EdiConfigure.1_one,EdiConfigure.2_two")]
    [InlineData("plugins/playbooks/one/application/.git/HEAD", "EdiConfigure.1_one")]
    public void A_changed_file_redoes_the_playbooks_that_may_read_it(string file, string steps) =>
        Assert.Equal(steps, string.Join(',', Changed(() => _folder.WriteToProject(file, "# changed"))));

    [Fact]
    public void A_role_of_the_sdk_redoes_every_playbook() =>
        Assert.Equal(["EdiConfigure.1_one", "EdiConfigure.2_two"], Changed(() => _folder.WriteToSdk("roles/theirs/tasks/main.yml", "# changed")));

    // Roles that several playbooks share may lie beside their folders, named by `../roles/shared`.
    [Fact]
    public void A_role_beside_the_playbooks_folder_redoes_the_playbook_that_may_name_it() =>
        Assert.Contains("EdiConfigure.1_one", Changed(() => _folder.WriteToProject("plugins/playbooks/roles/shared/tasks/main.yml", "# changed")));

    [Theory]
    [InlineData("ours.kit/plugins/modules/one.py")]
    [InlineData("ours.kit/docs/one.md", "2_two: {path: playbooks/two/main.yml, parameters: {module: ours.kit.one}}")]
    [InlineData("ours.kit/plugins/modules/one.py", "2_two: {path: playbooks/two/main.yml, parameters: {module: ours.kit.one}}", "EdiConfigure.2_two")]
    [InlineData("ours.kit/plugins/module_utils/shared.py", "2_two: {path: playbooks/two/main.yml, parameters: {module: ours.kit.one}}", "EdiConfigure.2_two")]
    [InlineData("ours.kit/roles/theirs/tasks/main.yml")]
    [InlineData("ours.kit/roles/theirs/tasks/main.yml", "2_two: {path: playbooks/two/main.yml, parameters: {collections: [ours.kit]}}", "EdiConfigure.2_two")]
    [InlineData("ours.kit/plugins/modules/one.py", "2_two: {path: playbooks/two/main.yml, parameters: {import: ansible_collections/ours/kit/plugins}}", "EdiConfigure.2_two")]
    public void A_collection_redoes_the_playbooks_that_name_it(string file, string playbook = "2_two: {path: playbooks/two/main.yml}", string steps = "")
    {
        string path = $"plugins/ansible_collections/{file.Replace("ours.kit", "ours/kit", StringComparison.Ordinal)}";
        // A folder of plugins is named by many texts, the collection in it by none of these.
        string playbooks = $"general: {{parameters: {{place: /srv/plugins}}}}\nplaybooks:\n  1_one: {{path: playbooks/one/main.yml}}\n  {playbook}\n";
        _folder.WriteToProject(path, "before");
        var before = Read(playbooks);
        _folder.WriteToProject(path, "after");
        Assert.Equal(steps, string.Join(',', Difference(before, Read(playbooks))));
    }

    /// <summary>A role of a collection finds its plugins by their short names, also where a template makes up the role's name.</summary>
    [Fact]
    public void A_role_of_a_collection_brings_its_plugins_along()
    {
        const string plugin = "plugins/ansible_collections/ours/kit/plugins/modules/one.py";
        _folder.WriteToProject("plugins/ansible_collections/ours/kit/roles/inside/tasks/main.yml", "- one:");
        _folder.WriteToProject(plugin, "before");
        _folder.WriteToProject("plugins/playbooks/two/main.yml", "- {hosts: all, tasks: [{include_role: {name: '{{ role }}'}}]}");
        Assert.Equal(["EdiConfigure.2_two"], Changed(() => _folder.WriteToProject(plugin, "after")));
    }

    [Fact]
    public void The_order_of_packages_redoes_nothing() =>
        Assert.Empty(Changed(
            bootstrap: DefinitionFolder.Bootstrap + "  additional_packages: [sudo, netbase, sudo]\n",
            before: DefinitionFolder.Bootstrap + "  additional_packages: [netbase, sudo]\n"));

    /// <summary>FAT keeps no modes and raw data has none; on other file systems a file of the project is readable for everybody and may be executable.</summary>
    [Theory]
    [InlineData("vfat", 0b111_101_101, "")]
    [InlineData("ext4", 0b110_110_000, "")]
    [InlineData("ext4", 0b111_101_101, "EdiImage")]
    public void A_mode_of_a_file_redoes_the_image_where_it_gets_there(string fileSystem, int mode, string steps)
    {
        string image = $$"""
            image:
              partition_table: gpt
              raw_data: {spl: {source: boot/a.txt, offset: 512KiB} }
              partitions:
                10_boot: {type: esp, file_system: {{fileSystem}}, size: 64MiB, files: {/folder: boot, /a.txt: boot/link.txt} }
                20_root: {type: linux, label: ROOT, file_system: ext4, free_space: 16MiB, mount_point: /}

            """;
        string file = _folder.WriteToProject("boot/a.txt", "a");
        File.CreateSymbolicLink(Path.Combine(Path.GetDirectoryName(file)!, "link.txt"), "a.txt");
        File.SetUnixFileMode(file, (UnixFileMode)0b110_100_100);
        var before = Read(image: image);
        File.SetUnixFileMode(file, (UnixFileMode)mode);
        Assert.Equal(steps, string.Join(',', Difference(before, Read(image: image))));
        File.WriteAllText(file, "b");
        Assert.Equal(["EdiImage"], Difference(before, Read(image: image)));
    }

    [Fact]
    public void A_mode_of_a_keyring_redoes_nothing()
    {
        string keyring = _folder.WriteToProject("key.gpg", Keyring.Armoured(Keyring.Of()));
        const string bootstrap = DefinitionFolder.Bootstrap + "  keyring: key.gpg\n";
        var before = Read(bootstrap: bootstrap);
        File.SetUnixFileMode(keyring, UnixFileMode.UserRead);
        Assert.Empty(Difference(before, Read(bootstrap: bootstrap)));
    }

    [Fact]
    public void A_fact_of_the_host_redoes_only_what_names_it()
    {
        _folder.WriteToProject("plugins/playbooks/one/tasks.yml", "- debug: {msg: '{{ edi_current_user_name }}'}");
        Assert.Equal(["EdiConfigure.1_one"], Changed(() => _folder.Host = _folder.Host with { UserName = "grace" }));
        Assert.Empty(Changed(() => _folder.Host = _folder.Host with { HostName = "another" }));
    }

    [Fact]
    public void Another_key_of_the_user_redoes_what_names_the_keys()
    {
        _folder.WriteToProject("plugins/playbooks/two/tasks.yml", "- debug: {msg: '{{ edi_current_user_ssh_pub_keys }}'}");
        string key = _folder.WriteToProject("me.pub", "ssh-ed25519 old");
        _folder.Host = _folder.Host with { SshPublicKeys = [key] };
        Assert.Equal(["EdiConfigure.2_two"], Changed(() => File.WriteAllText(key, "ssh-ed25519 new")));
    }

    [Fact]
    public void A_parameter_that_hides_a_folder_of_edis_counts() => Assert.Equal(
        ["EdiConfigure.1_one", "EdiConfigure.2_two"],
        Changed(playbooks: Playbooks.Replace("color: red", "color: red, edi_work_directory: /elsewhere", StringComparison.Ordinal)));

    [Fact]
    public void The_check_of_an_image_begins_with_the_last_layer_and_names_all()
    {
        string[] Lint(string playbooks) =>
            [.. new StepFingerprints(_folder.Read(playbooks + DefinitionFolder.Bootstrap + DefinitionFolder.Image) with { LintReport = "lint.json" }, _folder.Folders, "1.0.0").All()
                .Single(step => step.Step == "EdiLint").Fingerprint.Lines];

        var before = Lint(Playbooks);
        Assert.Contains("preceding steps=EdiConfigure.2_two", before);
        Assert.Contains("layers=EdiContainer EdiConfigure.1_one EdiConfigure.2_two", before);
        Assert.Equal(before, Lint(Playbooks.Replace("hunter2", "hunter3", StringComparison.Ordinal)));
        Assert.NotEqual(before, Lint(Playbooks.Replace("one/main.yml, ", "one/main.yml, skip: true, ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_secret_is_nowhere_in_clear() =>
        Assert.DoesNotContain("hunter2", string.Concat(Read().Values), StringComparison.Ordinal);

    [Fact]
    public void A_password_of_a_mirror_or_a_key_is_not_in_clear_and_counts()
    {
        static string Bootstrap(string password) =>
            $"bootstrap: {{suite: trixie, mirrors: 'http://me:{password}@mirror/debian', repository_key: 'https://me:{password}@mirror/key'}}\n";

        var before = Read(bootstrap: Bootstrap("hunter2"));
        Assert.DoesNotContain("hunter2", string.Concat(before.Values), StringComparison.Ordinal);
        Assert.Contains("mirror=http://me:***@mirror/debian trixie main signed\nmirror=sha256:", before["EdiBootstrap"], StringComparison.Ordinal);
        Assert.Equal(["EdiBootstrap"], Difference(before, Read(bootstrap: Bootstrap("hunter3"))));
    }

    /// <summary>The layers of LXD and Incus are in an instance that the project's folder names, those of Buildah in the user's store.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true, "EdiContainer")]
    public void A_project_that_is_moved_has_an_instance_of_its_own(bool hasInstances, params string[] steps)
    {
        _folder.Engine = hasInstances ? new(EngineKind.Lxd, "local", "") : ContainerEngine.Buildah;
        Assert.Equal(steps, Difference(Read(instance: "edi-1"), Read(instance: "edi-2")));
    }

    [Fact]
    public void Another_version_of_the_sdk_redoes_everything()
    {
        var old = Read();
        Assert.All(Read(version: "2.0.0"), step => Assert.NotEqual(old[step.Key], step.Value));
    }

    private List<string> Changed(Action change)
    {
        var before = Read();
        change();
        return Difference(before, Read());
    }

    private List<string> Changed(
        string playbooks = Playbooks, string bootstrap = DefinitionFolder.Bootstrap, string image = DefinitionFolder.Image, string before = DefinitionFolder.Bootstrap) =>
        Difference(Read(bootstrap: before), Read(playbooks, bootstrap, image));

    private static List<string> Difference(Dictionary<string, string> before, Dictionary<string, string> after) =>
        [.. after.Where(step => before[step.Key] != step.Value).Select(step => step.Key)];

    private Dictionary<string, string> Read(
        string playbooks = Playbooks, string bootstrap = DefinitionFolder.Bootstrap, string image = DefinitionFolder.Image, string version = "1.0.0", string instance = "") =>
        new StepFingerprints(_folder.Read(playbooks + bootstrap + image) with { Instance = instance }, _folder.Folders, version).All()
            .ToDictionary(step => step.Step, step => string.Join('\n', step.Fingerprint.Lines));
}
