using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests;

/// <summary>What a user is told when playbooks do not come to run on a device; Ansible's exit code is one for both.</summary>
public sealed class TargetTests
{
    private static readonly string[] s_nobody = ["-t:EdiConfigureTarget", "-p:EdiTarget=127.0.0.1", "-p:EdiTargetPort=1"];

    [Fact]
    public async Task A_device_that_does_not_answer_is_told_from_a_playbook_that_cannot_be_read()
    {
        using var project = new TestProject();
        (await project.BuildAsync(s_nobody)).FailedWith("error EDI3007: The device 127.0.0.1 could not be reached");
        // Nor is the engine of its images asked.
        (await project.BuildAsync([.. s_nobody, "-p:EdiContainerEngine=lxd", "-p:EdiContainerRemote=nowhere"])).FailedWith("error EDI3007");
        project.Write("plugins/playbooks/first.yml", "- hosts: edi\n  tasks:\n    - no.such.module: {}\n");
        (await project.BuildAsync(s_nobody)).FailedWith("error EDI3002: The playbook 100_first failed on 127.0.0.1");
    }
}
