using Edi.Tasks.Target;

namespace Edi.Tasks.Tests;

/// <summary>How ssh and Ansible are told of a device.</summary>
public sealed class DeviceTests
{
    [Theory]
    [InlineData("root", null, """{"edi":{"hosts":{"pi":{"ansible_connection":"ssh","ansible_python_interpreter":"/usr/bin/python3","ansible_user":"root","ansible_become":false}}}}""")]
    [InlineData("me", 2222, """{"edi":{"hosts":{"pi":{"ansible_connection":"ssh","ansible_python_interpreter":"/usr/bin/python3","ansible_user":"me","ansible_become":true,"ansible_port":2222}}}}""")]
    public void Tasks_run_as_root(string user, int? port, string inventory) =>
        Assert.Equal(inventory, new Device("pi", user, port, "").Inventory().ToJsonString());

    [Theory]
    [InlineData(null, "", "ssh me@pi")]
    [InlineData(2222, "-i key -J jump", "ssh -i key -J jump -p 2222 me@pi")]
    public void A_person_logs_in_likewise(int? port, string options, string command) => Assert.Equal(command, new Device("pi", "me", port, options).LogIn);

    [Theory]
    [InlineData("", "edicfgmgmt")]
    [InlineData("    parameters: {edi_config_management_user_name: manager}\n", "manager")]
    public void Edis_parameter_says_who_logs_in(string parameters, string user)
    {
        using var folder = new DefinitionFolder();
        folder.WriteToProject("plugins/playbooks/a.yml", "[]\n");
        Assert.Equal(user, Device.DefaultUser(folder.Read($"{DefinitionFolder.Bootstrap}playbooks:\n  100_a:\n    path: playbooks/a.yml\n{parameters}")));
    }
}
