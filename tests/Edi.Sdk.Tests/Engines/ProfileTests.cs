using System.Text.Json.Nodes;
using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests.Engines;

/// <summary>The sections lxc_profiles and lxc_templates of a project of edi decide what the instance is like.</summary>
public sealed class ProfileTests
{
    private const string Sections =
        """

        lxc_templates:
          100_hostname: {path: lxc_templates/debian/hostname/hostname.yml}
        lxc_profiles:
          100_root: {path: lxc_profiles/general/default_root_device/default_root_device.yml}
          200_network: {path: lxc_profiles/general/lxc_networking/default_interface.yml}
          300_init: {path: lxc_profiles/general/suppress_init/suppress_init.yml}
          400_privileged: {path: lxc_profiles/general/security/privileged.yml}
          500_purpose: {path: lxc_profiles/purpose.yml}
        """;

    private const string Purpose =
        """
        name: purpose
        config: {user.purpose: "{{ 'image' if edi_create_distributable_image else 'development' }}"}
        devices: {}
        """;

    [Theory]
    [InlineData("lxd", "lxc")]
    [InlineData("incus", "incus")]
    public async Task Templates_know_the_daemons_version(string engine, string client)
    {
        Assert.SkipUnless(Daemon.Answers(client), Daemon.Reason(client));
        using var project = new TestProject(engine: engine);
        var daemon = JsonNode.Parse((await project.RunAsync(client, "query", "local:/1.0")).Succeeded().Output)!["environment"]!;
        var variables = (await project.BuildAsync("-t:EdiShowVariables")).Succeeded();
        Assert.Contains($"edi_lxd_version: {daemon["server_version"]}\n", variables.Output.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [LongTheory]
    [InlineData("lxd", "lxc", "lxdbr0")]
    [InlineData("incus", "incus", "incusbr0")]
    public async Task Profiles_are_made_once_and_used(string engine, string client, string bridge)
    {
        Assert.SkipUnless(Daemon.Answers(client), Daemon.Reason(client));
        using var project = new TestProject(engine: engine);
        string container = $"edi-test-{Guid.NewGuid().ToString("N")[..8]}", published = $"{container}-published";
        project.Write("plugins/lxc_profiles/purpose.yml", Purpose);
        project.Replace("small.yml", "libcap2-bin]", "libcap2-bin, dumb-init]");
        await File.AppendAllTextAsync(project.PathOf("small.yml"), $"{Sections}\ngeneral: {{edi_lxc_bridge_interface_name: {bridge}}}\n", TestContext.Current.CancellationToken);
        try
        {
            (await project.BuildAsync("-t:EdiExport")).Succeeded();
            string profiles = await ProfilesAsync();
            Assert.Matches(@"(?m)^suppress_init_[0-9a-f]{20},", profiles);
            string[] inside = (await project.RunAsync(
                "sh", "-c", "echo 'cat /proc/1/comm /proc/self/uid_map /etc/hostname' | dotnet build small.ediproj -t:EdiShell -tl:off \"$@\"", "sh", $"-p:EdiCacheDirectory={project.Cache}"))
                .Succeeded().Output.Split('\n', StringSplitOptions.TrimEntries);
            Assert.Contains("dumb-init", inside);
            Assert.Contains(inside, line => line.StartsWith("0          0 ", StringComparison.Ordinal));
            Assert.Contains(inside, line => line.StartsWith("edi-", StringComparison.Ordinal));

            project.Replace("small.yml", "  400_privileged: {path: lxc_profiles/general/security/privileged.yml}\n", "");
            Assert.Equal(["EdiContainer", "EdiConfigure.100_first", "EdiConfigure.200_second", "EdiExport"], (await project.BuildAsync("-t:EdiExport")).Steps);
            Assert.Equal(profiles, await ProfilesAsync());

            // A container to work in has the profiles that the definition says for it; what somebody makes of it is no build's to remove.
            (await project.BuildAsync("-t:EdiLaunch", $"-p:EdiContainerName={container}")).Succeeded();
            Assert.Contains("\"user.purpose\": \"development\"", (await project.RunAsync(client, "query", $"local:/1.0/instances/{container}")).Succeeded().Output, StringComparison.Ordinal);
            (await project.RunAsync(client, "publish", $"local:{container}", "local:", "--alias", published, "--force")).Succeeded();
            (await project.BuildAsync("-t:EdiDelete", $"-p:EdiContainerName={container}")).Succeeded();
            (await project.BuildAsync("-t:Clean")).Succeeded();
            (await project.RunAsync(client, "image", "delete", $"local:{published}")).Succeeded();
        }
        finally
        {
            await project.RunAsync(client, "delete", "--force", $"local:{container}"); // If the test has failed in between.
            (await project.BuildAsync("-t:Clean")).Succeeded();
        }

        async Task<string> ProfilesAsync() => (await project.RunAsync(client, "profile", "list", "--format", "csv")).Succeeded().Output.Replace(",1\n", ",0\n", StringComparison.Ordinal);
    }
}
