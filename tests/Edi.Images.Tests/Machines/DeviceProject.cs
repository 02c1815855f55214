using Edi.Images.Tests.Harness;
using Edi.Testing;

namespace Edi.Images.Tests.Machines;

/// <summary>A project whose playbooks leave files on a device, and a key that may log in there.</summary>
internal sealed class DeviceProject : IDisposable
{
    // Each leaves /etc/NAME with its name, and whether Ansible was told that this is a device.
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

    private readonly TemporaryFolder _folder = new();
    private readonly BootedSystem _device;

    private DeviceProject(BootedSystem device) => _device = device;

    /// <summary>Makes a project for a device, and a key that its user accepts.</summary>
    public static async Task<DeviceProject> CreateAsync(BootedSystem device)
    {
        var project = new DeviceProject(device);
        string sdk = Path.Combine(Repository.Root, "src/Edi.Sdk");
        Directory.CreateDirectory(project._folder.File("plugins/playbooks"));
        await File.WriteAllTextAsync(project._folder.File("plugins/playbooks/name.yml"), Playbook);
        await File.WriteAllTextAsync(
            project._folder.File("device.ediproj"),
            $"<Project><Import Project=\"{sdk}/Sdk/Sdk.props\" /><Import Project=\"{sdk}/Sdk/Sdk.targets\" /><Import Project=\"{sdk}/InTree.targets\" /></Project>\n");
        await HostProgram.RequireAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", project.Key);
        await device.AuthorizeAsync((await File.ReadAllTextAsync($"{project.Key}.pub")).Trim(), "raspberry");
        return project;
    }

    /// <summary>Lets ssh know the device.</summary>
    public void TrustHostKey() => File.Copy(_device.KnownHosts, KnownHosts);

    /// <summary>Runs a playbook for each name on the device.</summary>
    public Task<EdiProgramResult> ConfigureAsync(params string[] names) =>
        RunAsync(names.Select(name => $"  100_{name}:\n    path: playbooks/name.yml\n    parameters: {{name: {name}}}\n"));

    /// <summary>Runs playbooks of the SDK on the device.</summary>
    public Task<EdiProgramResult> RunPlaybooksAsync(params string[] names) => RunAsync(names.Select(name => $"  100_{name}: {{path: playbooks/debian/{name}/main.yml}}\n"));

    public void Dispose() => _folder.Dispose();

    private Task<EdiProgramResult> RunAsync(IEnumerable<string> playbooks)
    {
        File.WriteAllText(_folder.File("device.yml"), "bootstrap:\n  suite: trixie\nplaybooks:\n" + string.Concat(playbooks));
        return new ImageProject(_folder.File("device.ediproj")).BuildAsync(
            "-t:EdiConfigureTarget", "-p:EdiTarget=127.0.0.1", FormattableString.Invariant($"-p:EdiTargetPort={_device.SshPort}"), "-p:EdiTargetUser=pi",
            $"-p:EdiTargetSshOptions=-i {Key} -o UserKnownHostsFile={KnownHosts}");
    }

    private string Key => _folder.File("key");

    private string KnownHosts => _folder.File("known_hosts");
}
