using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>What a project says about its programs, in builds of an image that consists of a shell.</summary>
public sealed class SettingsTests : IDisposable
{
    private const string Password = "correct-horse-battery", Token = "token-of-the-caller";

    private readonly TestProject _project = new() { Variables = [$"DEPLOY_TOKEN={Token}", "CI_TAG=v1", "NOT_NAMED=stray"] };

    public SettingsTests()
    {
        _project.Write(
            "plugins/root/root.sh",
            """
            #!/bin/sh
            set -eu
            root='{{ edi_work_directory }}/root'
            for folder in bin etc proc sys dev run tmp usr/sbin var/lib/dpkg; do mkdir -p "$root/$folder"; done
            : >"$root/var/lib/dpkg/status"
            cp /bin/dash "$root/bin/sh"
            cp /bin/cat "$root/bin/cat"
            ldd /bin/cat | grep -o '/[^ ]*' | while read -r library; do
              mkdir -p "$root$(dirname "$library")"
              cp "$library" "$root$library"
            done
            tar --create --file '{{ edi_bootstrapped_rootfs }}' --directory "$root" --sort=name --mtime=@0 .

            """);
        _project.Write(
            "plugins/list/list.sh",
            """
            #!/bin/sh
            set -eu
            { echo "command: $CHANNEL ${CI_TAG:-none} ${NOT_NAMED:-none} $DEPLOY_TOKEN"; cat "$edi_project_container_root"/etc/*.txt; } >'{{ list }}'

            """);
        _project.Write(
            "small.yml",
            """
            preprocessing_commands:
              100_root: {path: root/root.sh, output: {edi_bootstrapped_rootfs: root.tar}}
            playbooks:
              200_main: {path: playbooks/main.yml}
            postprocessing_commands:
              300_list: {path: list/list.sh, require_root: unshare, output: {list: list.txt}}

            """);
        _project.WriteProject(
            "small",
            """

            <PropertyGroup><EdiVaultPasswordFile>password</EdiVaultPasswordFile></PropertyGroup>
            <ItemGroup>
              <EdiEnvironment Include="CHANNEL" Value="beta" />
              <EdiEnvironment Include="EMPTY" Value="" />
              <EdiEnvironment Include="CI_TAG;DEPLOY_TOKEN" />
            </ItemGroup>

            """);
        _project.Write("password", Password + "\n");
        _project.Write("plugins/playbooks/main.yml", Playbook("- ansible.builtin.raw: 'true'"));
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task What_the_project_says_reaches_its_programs_and_is_an_input()
    {
        _project.Write("plugins/playbooks/secret.yml", "secret: opened\n");
        (await _project.RunAsync("ansible-vault", "encrypt", "--vault-password-file", "password", "plugins/playbooks/secret.yml")).Succeeded();
        _project.Write("ansible.cfg", "[defaults]\nroles_path = shared/roles\nremote_tmp = /var/tmp\n");
        _project.Write("shared/roles/extra/tasks/main.yml", "- ansible.builtin.raw: echo role >/etc/2.txt\n");
        _project.Write("plugins/playbooks/main.yml", Playbook(
            """
            - ansible.builtin.raw: "echo 'playbook: {{ lookup('env', 'CHANNEL') }} {{ lookup('env', 'CI_TAG') }} {{ lookup('env', 'NOT_NAMED') }} {{ lookup('env', 'DEPLOY_TOKEN') | length }} {{ secret }}' >/etc/1.txt"
            - ansible.builtin.raw: "echo \"image: ${CHANNEL:-none} ${DEPLOY_TOKEN:-none} ${ANSIBLE_CONFIG:-none} ${ANSIBLE_VAULT_PASSWORD_FILE:-none} $HOME\" >/etc/3.txt"
            - ansible.builtin.debug: {msg: "{{ lookup('env', 'DEPLOY_TOKEN') }} {{ lookup('file', edi_project_directory ~ '/password') }}"}
            """,
            "  vars_files: [secret.yml]\n  roles: [extra]\n"));
        var outcome = await _project.BuildAsync("-v:n");
        Assert.Equal(["EdiPreprocess.100_root", "EdiContainer", "EdiConfigure.200_main", "EdiPostprocess.300_list"], outcome.Steps);
        Assert.Equal($"command: beta v1 none {Token}\nplaybook: beta v1  {Token.Length} opened\nrole\nimage: none none none none /root\n", await ReadAsync("bin/Debug/list.txt"));
        Assert.Contains("ansible.cfg(3,1,3,22): warning EDI1021: 'remote_tmp' does not count", outcome.Output, StringComparison.Ordinal);

        // Nothing that stays, and nothing that was shown, has a secret but what the command has made of it.
        Assert.Contains("*** ***", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, outcome.Output, StringComparison.Ordinal);
        var found = await _project.RunAsync("grep", "-rlaE", $"{Token}|{Password}", ".");
        Assert.Equal(["./bin/Debug/list.txt", "./password"], found.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());

        Assert.Empty((await _project.BuildAsync()).Steps);
        _project.Replace("small.ediproj", "Value=\"beta\"", "Value=\"stable\"");
        Assert.Equal(["EdiPreprocess.100_root", "EdiConfigure.200_main", "EdiPostprocess.300_list"], (await _project.BuildAsync()).Steps);
        Assert.StartsWith("command: stable v1", await ReadAsync("bin/Debug/list.txt"), StringComparison.Ordinal);
    }

    [LongFact]
    public async Task A_playbook_goes_on_at_a_task_and_the_next_build_makes_all_of_it()
    {
        _project.Write("plugins/playbooks/main.yml", Playbook("- ansible.builtin.raw: echo first >>/etc/1.txt\n- {name: The second, ansible.builtin.raw: 'exit 3'}"));
        (await _project.BuildAsync()).FailedWith("error EDI3002");
        _project.Write("plugins/playbooks/main.yml", Playbook("- ansible.builtin.raw: echo another >>/etc/1.txt\n- {name: The second, ansible.builtin.raw: echo second >>/etc/1.txt}"));
        string[] start = ["-p:EdiAnsibleArguments=--start-at-task 'The second'"];
        var outcome = await _project.BuildAsync(start);
        Assert.Equal(["EdiConfigure.200_main", "EdiPostprocess.300_list"], outcome.Steps);
        Assert.Contains("warning EDI3020: With '--start-at-task 'The second'' the image is not what the definition says.", outcome.Output, StringComparison.Ordinal);
        Assert.EndsWith("\nfirst\nsecond\n", await ReadAsync("bin/Debug/list.txt"), StringComparison.Ordinal);
        Assert.Empty((await _project.BuildAsync(start)).Steps);

        Assert.Equal(["EdiConfigure.200_main", "EdiPostprocess.300_list"], (await _project.BuildAsync()).Steps);
        Assert.EndsWith("\nanother\nsecond\n", await ReadAsync("bin/Debug/list.txt"), StringComparison.Ordinal);

        // Then what the playbook has left is what it begins with.
        Assert.Equal(["EdiConfigure.200_main", "EdiPostprocess.300_list"], (await _project.BuildAsync(start)).Steps);
        Assert.EndsWith("\nanother\nsecond\nsecond\n", await ReadAsync("bin/Debug/list.txt"), StringComparison.Ordinal);

        (await _project.BuildAsync("-p:EdiAnsibleArguments=--start-at-task=nowhere")).FailedWith("error EDI3002");
        (await _project.BuildAsync("-t:EdiCleanFrom", "-p:EdiStep=200_main")).Succeeded();
        (await _project.BuildAsync(start)).FailedWith("error EDI3024: The playbook 200_main cannot start at the task 'The second'");
        (await _project.BuildAsync("-p:EdiAnsibleArguments=--check")).FailedWith("error EDI1005: The option --check");
    }

    [LongFact]
    public async Task The_log_level_is_for_scripts_and_for_Ansible()
    {
        _project.Write("plugins/list/list.sh", "#!/bin/sh\necho '{{ edi_log_level }}' >'{{ list }}'\n");
        (await _project.BuildAsync()).Succeeded();
        Assert.Equal("WARNING\n", await ReadAsync("bin/Debug/list.txt"));
        Assert.Equal(["EdiPostprocess.300_list"], (await _project.BuildAsync("-p:EdiLogLevel=DEBUG")).Steps);
        Assert.Equal("DEBUG\n", await ReadAsync("bin/Debug/list.txt"));
        (await _project.BuildAsync("-t:EdiCleanFrom", "-p:EdiStep=200_main")).Succeeded();
        Assert.Contains("THIS IS A LOCAL CHROOT DIR", (await _project.BuildAsync("-p:EdiLogLevel=DEBUG", "-v:n")).Output, StringComparison.Ordinal);
    }

    private static string Playbook(string tasks, string more = "") =>
        $"- hosts: all\n  gather_facts: false\n{more}  tasks:\n{string.Concat(tasks.Split('\n').Select(task => $"    {task.TrimEnd('\r')}\n"))}";

    private Task<string> ReadAsync(string path) => File.ReadAllTextAsync(_project.PathOf(path), TestContext.Current.CancellationToken);
}
