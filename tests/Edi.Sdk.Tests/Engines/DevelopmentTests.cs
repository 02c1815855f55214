using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests.Engines;

/// <summary>A container to work in lives from its launch to its deletion, and each launch only brings it up to date.</summary>
public sealed class DevelopmentTests
{
    // Podman's runtime knows only hosts whose control groups are all of version 2, and mounts that outlive a command.
    private const string ForPodman = "mount -t cgroup2 none /sys/fs/cgroup\n";
    private const string PodmanOptions = "--cgroups disabled --ulimit nofile=1000:1000 --ulimit nproc=1000:1000 --network host";

    private const string Life =
        """
        build() { dotnet build small.ediproj -tl:off -nologo "-p:EdiCacheDirectory=$cache" "-p:EdiContainerName=$name" "-p:EdiContainerOptions=$options" "$@"; }
        enter() { echo "$1" | build -t:EdiShell; }
        build -t:EdiLaunch -p:EdiContainerPlaybooks=false
        enter 'test ! -e /etc/greeting && test ! -e /usr/local/bin/capable'
        build -t:EdiLaunch
        enter 'test -e /usr/local/bin/capable && echo precious >/root/mine'
        sed -i 's/greeting: hello/greeting: welcome/' small.yml
        build -t:EdiLaunch
        enter 'cat /etc/greeting /root/mine; echo from the container >/home/root/share/note'
        ! build -t:EdiLaunch -c Release
        sed -i '/^shared_folders/,$d' small.yml
        build -t:EdiLaunch
        enter 'cat /root/mine; ! grep -q /home/root/share /proc/self/mounts'
        build -t:EdiStop
        enter 'cat /root/mine'
        build -t:EdiDelete
        ! enter true
        build -t:Clean
        build -t:Clean -c Release
        """;

    [LongTheory]
    [InlineData("buildah", "podman")]
    [InlineData("lxd", "lxc")]
    [InlineData("incus", "incus")]
    public async Task It_keeps_what_somebody_has_done_in_it(string engine, string client)
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can give Podman the control groups that it needs.");
        Assert.SkipUnless(engine == "buildah" || Daemon.Answers(client), Daemon.Reason(client));
        using var home = new TemporaryHome();
        using var project = new TestProject(engine: engine);
        await File.AppendAllTextAsync(
            project.PathOf("small.yml"),
            $"\nshared_folders:\n  10_share: {{folder: {home.Folder}, mountpoint: share}}\n",
            TestContext.Current.CancellationToken);
        string name = $"edi-test-{Guid.NewGuid().ToString("N")[..8]}";
        string script = $"set -eu\ncache={project.Cache}\nname={name}\noptions='{PodmanOptions}'\n{(engine == "buildah" ? ForPodman : "")}{Life}";
        try
        {
            string output = (await project.RunAsync(engine == "buildah" ? ["unshare", "--mount", "--cgroup", "sh", "-c", script] : ["sh", "-c", script])).Succeeded().Output;
            Assert.Contains("welcome small", output, StringComparison.Ordinal);
            Assert.Equal(3, output.Split('\n').Count(line => line.Trim() == "precious"));
            Assert.Contains($"error EDI3008: The container '{name}'", output, StringComparison.Ordinal);
            Assert.Contains($"error EDI3008: There is no container '{name}' of this project.", output, StringComparison.Ordinal);
            if (engine == "lxd" && output.Contains("is not shared, since LXD cannot show it with other owners: ", StringComparison.Ordinal))
            {
                // Old versions of LXD do not recognize the idmapped mounts of new kernels.
                Assert.True(Environment.OSVersion.Version >= new Version(6, 9), output);
                return;
            }

            Assert.Equal("from the container\n", await File.ReadAllTextAsync(Path.Combine(home.Path, "note"), TestContext.Current.CancellationToken));
        }
        finally
        {
            await project.RunAsync(client, engine == "buildah" ? "rm" : "delete", "--force", name); // If the test has failed in between.
        }
    }

    /// <summary>A folder in the home of who runs the tests.</summary>
    private sealed class TemporaryHome : IDisposable
    {
        public string Folder { get; } = $"edi-test-{Guid.NewGuid().ToString("N")[..8]}";

        public string Path => System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Folder);

        public void Dispose()
        {
            if (Directory.Exists(Path)) // Not if the container was never launched.
            {
                Directory.Delete(Path, recursive: true);
            }
        }
    }
}
