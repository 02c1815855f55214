using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>Collections and roles of others: from archives, from git, and from a server of the test's own.</summary>
public sealed class RestoreCollectionsTests : IDisposable
{
    private readonly TestProject _project = new() { Variables = ["ANSIBLE_GALAXY_SERVER_OURS_TOKEN=token-of-the-test"] };

    public void Dispose() => _project.Dispose();

    [LongFact]
    public async Task They_are_fetched_into_a_folder_that_is_an_input_and_needs_no_network()
    {
        using var server = new GalaxyServer(await BuildAsync("served"));
        await BuildAsync("packed");
        WriteCollection("cloned");
        (await _project.RunAsync("sh", "-euc", "cd sources/cloned && git init --quiet --initial-branch main . && git add . && git -c user.name=t -c user.email=t@example.org commit --quiet --message first")).Succeeded();
        _project.Write("sources/web/tasks/main.yml", "- ansible.builtin.debug: {msg: role web}\n");
        _project.Write("sources/web/meta/main.yml", "galaxy_info: {author: t, description: t, license: MIT, min_ansible_version: '2.14'}\n");
        (await _project.RunAsync("tar", "--create", "--gzip", "--file", "web.tar.gz", "--directory", "sources", "web")).Succeeded();
        _project.Write("ansible.cfg", $"[galaxy]\nserver_list = ours\n[galaxy_server.ours]\nurl = {server.Address}\n");
        _project.Write(
            "requirements.yml",
            $"""
            collections:
              - {"{"}name: acme.served, version: 1.0.0{"}"}
              - {"{"}name: ./acme-packed-1.0.0.tar.gz, type: file{"}"}
              - {"{"}name: "git+file://{_project.PathOf("sources/cloned")}", type: git, version: main{"}"}
            roles:
              - {"{"}src: "file://{_project.PathOf("web.tar.gz")}", name: web{"}"}

            """);
        _project.Write("small.yml", "bootstrap: {suite: trixie}\nplaybooks:\n  100_main: {path: playbooks/main.yml}\n");
        _project.Write("plugins/playbooks/main.yml", "- hosts: all\n  gather_facts: false\n  roles: [acme.served.hello, acme.packed.hello, acme.cloned.hello, web]\n");
        _project.WriteProject("small", "<ItemGroup><EdiEnvironment Include=\"ANSIBLE_GALAXY_SERVER_OURS_TOKEN\" /></ItemGroup>");
        Assert.Contains("requirements.yml(1,1,1,1): warning EDI3023: What the file names is not in", (await PlanAsync()).Succeeded().Output, StringComparison.Ordinal);

        var restored = await _project.BuildAsync("-t:EdiRestoreCollections");
        Assert.Contains($"EdiRestoreCollections: acme.cloned, acme.packed, acme.served, web in {_project.PathOf("galaxy")}.", restored.Succeeded().Output, StringComparison.Ordinal);
        Assert.Equal("Token token-of-the-test", server.Token);
        Assert.DoesNotContain("token-of-the-test", restored.Output, StringComparison.Ordinal);
        server.Dispose();

        var plan = (await PlanAsync()).Succeeded();
        Assert.DoesNotContain("EDI3023", plan.Output, StringComparison.Ordinal);
        foreach (string input in new[] { "restored collections/acme.served/roles/hello/tasks/main.yml", "restored collections/acme.packed/roles/hello", "restored collections/acme.cloned/roles/hello", "restored roles/web/tasks/main.yml" })
        {
            Assert.Contains(input, plan.Output, StringComparison.Ordinal);
        }

        // Without the server the same is refused, and what is there stays.
        (await _project.BuildAsync("-t:EdiRestoreCollections")).FailedWith($"error EDI3022: ansible-galaxy ended with exit code");
        Assert.True(File.Exists(_project.PathOf("galaxy/ansible_collections/acme/served/roles/hello/tasks/main.yml")));
        Assert.False(Directory.Exists(_project.PathOf("galaxy.partial")));
        _project.Replace("requirements.yml", "version: 1.0.0", "version: 1.0.1");
        Assert.Contains("warning EDI3023: The file has changed", (await PlanAsync()).Output, StringComparison.Ordinal);
    }

    [LongFact]
    public async Task A_folder_of_somebody_else_is_not_replaced()
    {
        _project.Write("requirements.yml", "collections: [acme.none]\n");
        _project.Write("galaxy/mine.txt", "mine");
        (await _project.BuildAsync("-t:EdiRestoreCollections")).FailedWith("error EDI3022: The folder");
        Assert.True(File.Exists(_project.PathOf("galaxy/mine.txt")));
        (await _project.BuildAsync("-t:EdiRestoreCollections", "-p:EdiRequirements=none.yml")).FailedWith("small.ediproj(1,1,1,1): error EDI1006: There is no");
    }

    private Task<CommandOutcome> PlanAsync() => _project.DotnetAsync("build", "small.ediproj", "-tl:off", $"-p:EdiCacheDirectory={_project.Cache}", "-t:EdiShowPlan", "-p:EdiShowPurpose=Device", "-p:EdiShowFormat=yaml");

    private void WriteCollection(string name)
    {
        _project.Write($"sources/{name}/galaxy.yml", $"namespace: acme\nname: {name}\nversion: 1.0.0\nreadme: README.md\nauthors: [t]\n");
        _project.Write($"sources/{name}/README.md", "");
        _project.Write($"sources/{name}/roles/hello/tasks/main.yml", $"- ansible.builtin.debug: {{msg: hello from {name}}}\n");
    }

    private async Task<string> BuildAsync(string name)
    {
        WriteCollection(name);
        (await _project.RunAsync("ansible-galaxy", "collection", "build", $"sources/{name}")).Succeeded();
        return _project.PathOf($"acme-{name}-1.0.0.tar.gz");
    }
}
