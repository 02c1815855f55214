namespace Edi.Tasks.Tests;

/// <summary>The roles that make the default user, in a rehearsal that changes nothing, with the host's own Ansible.</summary>
public sealed class DefaultUserTests : IDisposable
{
    private readonly RoleRehearsal _ansible = new();

    public void Dispose() => _ansible.Dispose();

    [Theory]
    [InlineData("get_edi_io.debian_setup.default_user")]
    [InlineData("default_user")]
    public void A_project_without_a_folder_of_keys_is_no_cause_for_a_warning(string role)
    {
        Assert.Equal(["skipping: [edi-container]"], Rehearse(role));
        Assert.DoesNotContain(_ansible.Shown, line => line.Contains("WARNING", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("get_edi_io.debian_setup.default_user")]
    [InlineData("default_user")]
    public void Keys_that_are_there_are_authorized(string role)
    {
        _ansible.Folder.Write("ssh_pub_keys/me.pub", "ssh-ed25519 AAAA me\n");
        Assert.DoesNotContain("skipping: [edi-container]", Rehearse(role));
    }

    /// <returns>What the task has printed that writes the keys; without the user's home, it fails in the end.</returns>
    private string[] Rehearse(string role)
    {
        _ansible.Run(role, $$"""
            {"ssh_pub_key_directory": "{{_ansible.Folder.At("ssh_pub_keys")}}", "default_user_name": "edi-nobody", "default_user_password": "!",
             "default_user_uid": 61234, "default_user_gid": 61234, "default_user_groups": [], "default_user_sudo_without_password": false}
            """, "--check");
        return _ansible.Task("Write the authorized ssh keys");
    }
}
