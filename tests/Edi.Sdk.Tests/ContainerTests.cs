using System.Net;
using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>What runs in a container finds what it would find on the machine: root's home, and apt with the keys of its mirrors.</summary>
public sealed class ContainerTests : IDisposable
{
    private const string Role = "src/Edi.Sdk/plugins/playbooks/debian/machine/roles/default_user";

    private readonly TestProject _project = new();

    public void Dispose() => _project.Dispose();

    [LongFact]
    public async Task Playbooks_find_the_homes_and_the_keys_of_the_machine()
    {
        foreach (string playbook in new[] { "first", "second" })
        {
            _project.Write($"plugins/playbooks/{playbook}.yml", await ReadAsync($"tests/projects/container/{playbook}.yml"));
        }

        foreach (string folder in new[] { "tasks", "defaults" })
        {
            _project.Write($"plugins/playbooks/roles/default_user/{folder}/main.yml", await ReadAsync($"{Role}/{folder}/main.yml"));
        }

        (await _project.RunAsync("sh", Repository.PathOf("tests/projects/container/make-repository.sh"), _project.Folder)).Succeeded();
        using var archive = new Archive(_project.PathOf("archive"));
        _project.Write(
            "small.yml",
            $$$"""
            bootstrap:
              suite: trixie
              additional_packages: [python3, sudo, edi-hello]
              mirrors:
                - http://deb.debian.org/debian
                - {uri: "{{{archive.Address}}}", suite: local/, keyring: vendor.gpg}
            playbooks:
              100_first: {path: playbooks/first.yml, parameters: {default_user_name: ada.love}}
              200_second: {path: playbooks/second.yml}

            """);
        (await _project.BuildAsync("-t:EdiConfigure")).Succeeded();
    }

    private static Task<string> ReadAsync(string path) => File.ReadAllTextAsync(Repository.PathOf(path), TestContext.Current.CancellationToken);

    /// <summary>A web server for the files of a folder, on this machine alone.</summary>
    private sealed class Archive : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Task _answers;

        public Archive(string folder)
        {
            Address = $"http://127.0.0.1:{Random.Shared.Next(20000, 30000)}";
            _listener.Prefixes.Add($"{Address}/");
            _listener.Start();
            _answers = AnswerAsync(folder);
        }

        public string Address { get; }

        public void Dispose()
        {
            _listener.Close();
            _answers.Wait();
        }

        private async Task AnswerAsync(string folder)
        {
            while (_listener.IsListening)
            {
                try
                {
                    var context = await _listener.GetContextAsync();
                    string file = Path.Combine(folder, context.Request.Url!.AbsolutePath.TrimStart('/'));
                    context.Response.StatusCode = File.Exists(file) ? 200 : 404;
                    context.Response.Close(File.Exists(file) ? await File.ReadAllBytesAsync(file) : [], willBlock: true);
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    continue; // Somebody has hung up, or it is at its end.
                }
            }
        }
    }
}
