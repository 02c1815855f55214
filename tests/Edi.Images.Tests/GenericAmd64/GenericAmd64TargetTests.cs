using Edi.Images.Tests.Harness;

namespace Edi.Images.Tests.GenericAmd64;

/// <summary><c>EdiConfigureTarget</c> on a running machine, as on a device in the network.</summary>
[Collection<GenericAmd64Shared>]
[Trait("Category", "Boot")]
public sealed class GenericAmd64TargetTests(GenericAmd64Boot booted) : IClassFixture<GenericAmd64Boot>
{
    private const string Playbook =
        """
        - hosts: edi
          gather_facts: false
          tasks:
            - ansible.builtin.copy:
                dest: /etc/{{ name }}
                content: "{{ name }} {{ edi_configure_remote_target }}"
                mode: "0600"
            - ansible.builtin.command: "false"
              when: name == "bad"

        """;

    [Fact]
    public async Task Playbooks_run_as_root_where_the_host_key_is_known()
    {
        var system = booted.Systems[0];
        using var folder = new TemporaryFolder();
        await HostProgram.RequireAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.File("key"));
        await system.AuthorizeAsync(await File.ReadAllTextAsync(folder.File("key.pub"), TestContext.Current.CancellationToken), "raspberry");
        var project = Project(folder, ("100_one", "one"), ("200_two", "two"));
        string[] target =
        [
            "-t:EdiConfigureTarget", "-p:EdiTarget=127.0.0.1", $"-p:EdiTargetPort={system.SshPort}", "-p:EdiTargetUser=pi",
            $"-p:EdiTargetSshOptions=-i {folder.File("key")} -o UserKnownHostsFile={folder.File("known_hosts")}",
        ];

        var unknown = await project.BuildAsync(target);
        Assert.NotEqual(0, unknown.ExitCode);
        Assert.Contains("error EDI3007: The device 127.0.0.1 could not be reached as the user pi. 'ssh -i ", unknown.Output, StringComparison.Ordinal);
        Assert.Contains("Host key verification failed", unknown.Output, StringComparison.Ordinal);

        File.Copy(system.KnownHosts, folder.File("known_hosts"));
        (await project.BuildAsync(target)).Require();
        Assert.Equal("one True two True", await system.RequireAsync("sudo sh -c 'cat /etc/one; echo -n \" \"; cat /etc/two'"));
        Assert.Equal("600 root", await system.RequireAsync("stat --format='%a %U' /etc/one"));

        var failed = await Project(folder, ("300_bad", "bad")).BuildAsync(target);
        Assert.NotEqual(0, failed.ExitCode);
        Assert.Contains("device.yml(4,3,4,10): error EDI3002: The playbook 300_bad failed on 127.0.0.1: ansible-playbook ended with exit code 2.", failed.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories("/tmp", "edi-target-*"));
    }

    private static ImageProject Project(TemporaryFolder folder, params (string Key, string Name)[] playbooks)
    {
        string sdk = Path.Combine(Repository.Root, "src/Edi.Sdk");
        Directory.CreateDirectory(folder.File("plugins/playbooks"));
        File.WriteAllText(folder.File("plugins/playbooks/name.yml"), Playbook);
        File.WriteAllText(
            folder.File("device.yml"),
            "bootstrap:\n  suite: trixie\nplaybooks:\n" + string.Concat(playbooks.Select(playbook => $"  {playbook.Key}:\n    path: playbooks/name.yml\n    parameters: {{name: {playbook.Name}}}\n")));
        File.WriteAllText(
            folder.File("device.ediproj"),
            $"<Project><Import Project=\"{sdk}/Sdk/Sdk.props\" /><Import Project=\"{sdk}/Sdk/Sdk.targets\" /><Import Project=\"{sdk}/InTree.targets\" /></Project>\n");
        return new(folder.File("device.ediproj"));
    }
}
