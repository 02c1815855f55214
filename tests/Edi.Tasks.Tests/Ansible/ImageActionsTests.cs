using Edi.Tasks.Ansible;
using Edi.Tasks.Definition;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

/// <summary>Tasks that are meant for a machine that runs, with the host's own Ansible in the sandbox.</summary>
public sealed class ImageActionsTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private const string Image = """{"edi_create_distributable_image": true}""";
    private const string Device = """{"edi_create_distributable_image": false, "edi_configure_remote_target": true}""";

    [Theory]
    [InlineData("reboot: {}")]
    [InlineData("ansible.builtin.reboot: {reboot_timeout: 600, post_reboot_delay: 100}")]
    public void A_restart_restarts_nothing_in_an_image_and_the_playbook_goes_on(string task)
    {
        var (exitCode, output, time) = Run(Image, $$$"""
            - {{{task}}}
              register: restarted
            - ansible.builtin.assert:
                that: [not restarted.rebooted, restarted is not changed]
            - ansible.builtin.debug: {msg: "it went on: {{ restarted.msg }}"}
            """);
        Assert.Equal(0, exitCode);
        Assert.Contains("it went on: An image is no machine that runs, so there is nothing to restart.", output, StringComparison.Ordinal);
        Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void A_restart_whose_condition_does_not_hold_is_skipped()
    {
        var (exitCode, output, _) = Run(Image, "- ansible.builtin.reboot: {}\n  when: false");
        Assert.Equal(0, exitCode);
        Assert.Contains("skipped=1", output, StringComparison.Ordinal);
    }

    /// <summary>Ansible's own action, which refuses to restart where Ansible runs.</summary>
    [Fact]
    public void A_device_is_restarted_by_Ansible()
    {
        var (exitCode, output, _) = Run(Device, "- ansible.builtin.reboot: {}");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("reboot the control node", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_fetched_to_the_machine_that_builds_is_told_with_the_way_that_works()
    {
        var (exitCode, output, _) = Run(Image, "- ansible.builtin.fetch: {src: /etc/hostname, dest: /usr/share/edi-fetched/, flat: true}");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("Read-only file system", output, StringComparison.Ordinal);
        Assert.Contains("A postprocessing command with 'require_root: unshare' copies files out of the image", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_fetched_into_memory_is_there_for_later_tasks()
    {
        var (exitCode, output, _) = Run(Image, """
            - ansible.builtin.fetch: {src: /etc/hostname, dest: /tmp/edi-fetched/, flat: true}
            - ansible.builtin.command: cat /tmp/edi-fetched/hostname
              delegate_to: localhost
              register: fetched
            - ansible.builtin.debug: {msg: "got [{{ fetched.stdout }}]"}
            """);
        Assert.Equal(0, exitCode);
        Assert.Contains($"got [{File.ReadAllText("/etc/hostname").Trim()}]", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_root_becomes_another_user_without_sudo()
    {
        SandboxFixture.SkipWithoutRange();
        Assert.Equal("daemon daemon / daemon /usr/sbin/nologin", Become("daemon", "echo $(id -un) $(id -Gn) $(pwd) $USER $SHELL"));
        Assert.Equal("root", Become("root", "id -un"));
        Assert.Equal("[/usr/sbin] []", Become("daemon", "echo [$HOME] [$SECRET]"));
        Assert.Contains("There is no user nobody-of-this-name to become.", Become("nobody-of-this-name", "id"), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_sudo_is_there_it_does_it()
    {
        SandboxFixture.SkipWithoutRange();
        const string own = "printf '#!/bin/sh\\necho own sudo: \"$@\"\\n' >$dir/sudo; chmod +x $dir/sudo; ";
        Assert.Equal("own sudo: -H -S -n -u daemon /bin/sh -c id -un", Become("daemon", "id -un", own));
    }

    /// <summary>Becomes a user as Ansible does, where these programs and no others are there.</summary>
    private string Become(string user, string command, string prepare = "")
    {
        var lines = new List<string>();
        const string script =
            """
            dir=$(mktemp -d /tmp/become.XXXXXX); chmod 755 $dir
            for tool in sh env id setpriv getent echo cat; do ln -s "$(command -v $tool)" $dir/$tool; done
            """;
        fixture.Sandbox.Run(
            new ToolCommand("sh", "-c", $"{script}\n{prepare}cd /; SECRET=known PATH=$dir {new ToolCommand("sh", "-c", Script.Of("become.sh"), "sudo", "-H", "-S", "-n", "-u", user, "/bin/sh", "-c", command)} 2>&1"),
            lines.Add);
        return string.Join('\n', lines);
    }

    private (int ExitCode, string Output, TimeSpan Time) Run(string variables, string tasks)
    {
        SandboxFixture.SkipWithoutRange();
        const string folder = AnsibleSettings.FolderInSandbox;
        var sandbox = fixture.Sandbox;
        sandbox.WriteFile(AnsibleSettings.ConfigurationFile(folder), "");
        sandbox.WriteFile(AnsibleSettings.PlaysPlugin(folder), Script.Of("edi_plays.py"));
        sandbox.WriteFile("/tmp/inventory.json", AnsibleInventory.OfContainer("ansible.builtin.local", "none").ToJsonString());
        sandbox.WriteFile("/tmp/variables.json", variables);
        sandbox.WriteFile("/tmp/main.yml", $"- hosts: all\n  gather_facts: false\n  tasks:\n    {tasks.Replace("\n", "\n    ", StringComparison.Ordinal)}\n");
        var plugins = new PluginLookup(fixture.Tools.Folder.Path, fixture.Tools.Folder.Path);
        var lines = new List<string>();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        int exitCode = sandbox.Run(
            new ToolCommand("ansible-playbook", "--inventory", "/tmp/inventory.json", "--extra-vars", "@/tmp/variables.json", "/tmp/main.yml") { Environment = AnsibleSettings.For(plugins, folder) },
            lines.Add);
        return (exitCode, string.Join(' ', string.Join('\n', lines).Split((char[])['\n', ' '], StringSplitOptions.RemoveEmptyEntries)), watch.Elapsed);
    }
}
