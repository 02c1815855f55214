using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>What a playbook may do to an image, though it was written for a machine that runs: docs/playbooks.md.</summary>
public sealed class PlaybookTests
{
    private const string Definition =
        """
        bootstrap: {suite: trixie, additional_packages: [python3, libcap2-bin]}
        playbooks: {100_first: {path: playbooks/first.yml}}

        """;

    [LongFact]
    public async Task Tasks_of_other_users_restarts_and_tasks_for_the_machine_that_builds_do_what_they_can()
    {
        using var project = new TestProject();
        project.Write("small.yml", Definition);
        project.Write("said", "of the project");
        project.Write(
            "plugins/playbooks/first.yml",
            """
            - hosts: all
              gather_facts: false
              become: true
              tasks:
                - ansible.builtin.command: test ! -e /usr/bin/sudo
                - ansible.builtin.shell: id -un >/tmp/who; cat /tmp/who
                  become_user: www-data
                  register: who
                - ansible.builtin.command: cat said
                  args: {chdir: "{{ edi_project_directory }}"}
                  delegate_to: localhost
                  register: said
                  notify: restart
                - ansible.builtin.copy: {dest: /etc/who, content: "{{ who.stdout }} {{ said.stdout }}"}
                  become_user: root
              handlers:
                - name: restart
                  ansible.builtin.reboot: {}

            """);
        (await project.BuildAsync()).Succeeded();
        var shell = await project.RunAsync("sh", "-c", $"echo 'cat /etc/who; ls -A /tmp' | dotnet build small.ediproj -t:EdiShell -tl:off -p:EdiCacheDirectory={project.Cache}");
        Assert.Contains("www-data of the project", shell.Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("there is nothing to restart", await File.ReadAllTextAsync(project.PathOf("obj/small/Debug/log/EdiConfigure.100_first.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        project.Replace("plugins/playbooks/first.yml", "chdir: \"{{ edi_project_directory }}\"", "chdir: /");
        project.Replace("plugins/playbooks/first.yml", "ansible.builtin.command: cat said", "ansible.builtin.command: touch edi-was-here");
        (await project.BuildAsync()).FailedWith("Read-only file system");
        Assert.False(File.Exists("/edi-was-here"));
        (await project.BuildAsync("-t:Clean")).Succeeded();
    }
}
