using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>What projects share: root file systems that are made alike, and Debian packages.</summary>
public sealed class CacheTests(CacheTests.FilledCache filled) : IClassFixture<CacheTests.FilledCache>
{
    private const string Archive = "obj/small/Debug/bootstrap.tar";
    private const string Taken = "is in the cache, and is taken from there";

    private readonly FilledCache _filled = filled;

    [Fact]
    public async Task A_second_project_takes_the_root_file_system_of_the_first()
    {
        using var project = FilledCache.NewProject();
        Assert.Contains(Taken, (await BootstrapAsync(project)).Output, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_filled.PathOf("bootstrap"), $"*-{await DigestAsync(project)}.tar"));
    }

    [LongFact]
    public async Task Other_packages_are_another_root_file_system_and_only_these_are_fetched()
    {
        using var project = FilledCache.NewProject();
        project.Replace("small.yml", "suite: trixie", "suite: trixie\n  additional_packages: [hello]");
        var outcome = await BootstrapAsync(project);
        Assert.DoesNotContain(Taken, outcome.Output, StringComparison.Ordinal);
        Assert.Equal(["hello"], FilledCache.Fetched(project));
    }

    [LongFact]
    public async Task A_root_file_system_that_was_altered_is_made_anew()
    {
        string kept = Assert.Single(Directory.GetFiles(_filled.PathOf("bootstrap"), $"*-{await DigestAsync(_filled.Project)}.tar"));
        await File.AppendAllTextAsync(kept, "altered", TestContext.Current.CancellationToken);
        using var project = FilledCache.NewProject();
        Assert.DoesNotContain(Taken, (await BootstrapAsync(project)).Output, StringComparison.Ordinal);
        Assert.Empty(FilledCache.Fetched(project));
        Assert.Contains(Taken, (await AgainAsync(project)).Output, StringComparison.Ordinal);
    }

    [LongFact]
    public async Task A_package_that_was_altered_is_fetched_again()
    {
        string kept = await _filled.FindPackageAsync("sed");
        await File.WriteAllTextAsync(kept, "altered", TestContext.Current.CancellationToken);
        using var project = FilledCache.NewProject();
        (await BootstrapAsync(project, "-p:EdiBootstrapCache=false")).Succeeded();
        Assert.Equal(["sed"], FilledCache.Fetched(project));
        Assert.Equal(kept, await _filled.FindPackageAsync("sed"));
    }

    /// <summary>apt leaves packages in /var/cache/apt/archives, which is in the image unless a playbook empties it.</summary>
    [LongFact]
    public async Task A_package_from_the_cache_has_the_mode_and_the_time_that_apt_gives()
    {
        using var project = new TestProject();
        string fetched = await BuildAsync("fetched");
        Assert.Matches("hello_.*: 644 root [0-9]+", fetched);
        Assert.Equal(fetched, await BuildAsync("from the cache"));

        async Task<string> BuildAsync(string name)
        {
            project.Write(
                "plugins/playbooks/second.yml",
                $$$"""
                - name: {{{name}}}
                  hosts: edi
                  gather_facts: false
                  tasks:
                    - ansible.builtin.apt:
                        name: hello
                        update_cache: true
                    - ansible.builtin.shell: "stat --format '%n: %a %U %Y' /var/cache/apt/archives/hello_*"
                      register: state
                    - ansible.builtin.debug:
                        var: state.stdout
                """);
            string output = (await project.BuildAsync("-t:EdiConfigure")).Succeeded().Output;
            return Assert.Single(output.Split('\n'), line => line.Contains("state.stdout", StringComparison.Ordinal));
        }
    }

    [LongFact]
    public async Task Projects_that_are_built_at_the_same_time_make_one()
    {
        using var project = FilledCache.NewProject();
        project.Replace("small.yml", "suite: trixie", "suite: trixie\n  additional_packages: [hello]");
        project.Write("other.yml", await File.ReadAllTextAsync(project.PathOf("small.yml"), TestContext.Current.CancellationToken));
        project.WriteProject("other");
        project.Write(
            "both.proj",
            """
            <Project>
              <Target Name="Build">
                <ItemGroup><Image Include="small.ediproj;other.ediproj" /></ItemGroup>
                <MSBuild Projects="@(Image)" Targets="Restore" Properties="Restored=true" />
                <MSBuild Projects="@(Image)" Targets="EdiBootstrap" BuildInParallel="true" />
              </Target>
            </Project>
            """);
        using var cache = new TemporaryCache();
        var outcome = (await project.DotnetAsync("msbuild", "both.proj", "-m:2", "-tl:off", $"-p:EdiCacheDirectory={cache.Path}")).Succeeded();
        Assert.Contains("another build makes the same root file system", outcome.Output, StringComparison.Ordinal);
        Assert.Single(outcome.Output.Split('\n'), line => line.Contains(Taken, StringComparison.Ordinal));
        Assert.Single(outcome.Output.Split('\n'), line => line.Contains("I: success in", StringComparison.Ordinal));
    }

    [LongFact]
    public async Task What_exceeds_the_limit_is_dropped()
    {
        using var project = FilledCache.NewProject();
        using var cache = new TemporaryCache();
        string argument = $"-p:EdiCacheDirectory={cache.Path}";
        (await project.BuildAsync("-t:EdiBootstrap", argument)).Succeeded();
        long size = cache.Size;
        long limit = (size - 1) >> 10;
        File.Delete(project.PathOf(Archive));
        Assert.Contains(Taken, (await project.BuildAsync("-t:EdiBootstrap", argument, $"-p:EdiCacheLimit={limit}KiB")).Succeeded().Output, StringComparison.Ordinal);
        Assert.InRange(cache.Size, size / 2, limit << 10);
    }

    [Fact]
    public async Task A_limit_that_is_no_size_is_a_coded_error()
    {
        using var project = FilledCache.NewProject();
        (await project.BuildAsync("-t:EdiBootstrap", "-p:EdiCacheLimit=10GB")).FailedWith("error EDI1005: The property EdiCacheLimit must be a size");
    }

    /// <summary>By any project, also one whose definition is wrong; and not while another build needs it.</summary>
    [Fact]
    public async Task Emptying_it_takes_the_layers_of_all_projects_which_make_them_again()
    {
        using var tiny = new TinyImage();
        string[] build = ["build", "small.ediproj", "-tl:off", $"-p:EdiCacheDirectory={tiny.Project.PathOf("cache")}"];
        using (var running = tiny.Project.StartDotnet(build))
        {
            await running.WaitForAsync(TinyImage.Begin);
            (await tiny.Project.DotnetAsync([.. build, "-t:EdiCleanCache"])).FailedWith("error EDI0027").FailedWith("cache is in use by another build: process ");
            (await running.EndAsync()).Succeeded();
        }

        tiny.Project.Write("other/other.ediproj", $"<Project Sdk=\"Edi.Sdk/{SdkPackage.Version}\" />\n");
        tiny.Project.Write("other/other.yml", "bootstrap: {suit: trixie}\n");
        var emptied = (await tiny.Project.DotnetAsync([build[0], "other/other.ediproj", .. build[2..], "-t:EdiCleanCache"])).Succeeded();
        Assert.Matches(@"EdiCleanCache: [0-9.]+ [KMG]iB removed from \S+/cache: layers [0-9.]+ [KMG]iB", emptied.Output);
        Assert.False(Directory.Exists(tiny.Project.PathOf("cache/buildah")));
        Assert.Contains("EdiCleanCache: there is nothing in", (await tiny.Project.DotnetAsync([.. build, "-t:EdiCleanCache"])).Succeeded().Output, StringComparison.Ordinal);

        Assert.Equal("EdiContainer", (await tiny.Project.DotnetAsync(build)).Steps[0]);
        Assert.Empty((await tiny.Project.DotnetAsync(build)).Steps);
    }

    /// <summary>Its files belong to subordinate users, whom nobody but a sandbox has.</summary>
    [LongFact]
    public async Task An_ordinary_user_empties_it()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can make an ordinary user.");
        using var user = OrdinaryUser.Create();
        using var project = new TestProject(user);
        string cache = $"-p:EdiCacheDirectory={project.PathOf("cache")}";
        (await project.BuildAsync(cache)).Succeeded();
        Assert.NotEqual(0, (await project.RunAsync("rm", "-rf", "cache/buildah")).ExitCode);
        (await project.DotnetAsync("build", "small.ediproj", "-tl:off", cache, "-t:EdiCleanCache")).Succeeded();
        (await project.RunAsync("rm", "-r", "cache")).Succeeded();
    }

    private Task<CommandOutcome> AgainAsync(TestProject project)
    {
        File.Delete(project.PathOf(Archive));
        return BootstrapAsync(project);
    }

    private async Task<CommandOutcome> BootstrapAsync(TestProject project, params string[] arguments) =>
        (await project.BuildAsync(["-t:EdiBootstrap", _filled.Argument, .. arguments])).Succeeded();

    private static async Task<string> DigestAsync(TestProject project) =>
        (await File.ReadAllTextAsync(project.PathOf("obj/small/Debug/digest/EdiBootstrap.txt"), TestContext.Current.CancellationToken)).Trim().Split('=')[1];

    /// <summary>A cache of its own, in which a first project has left a root file system.</summary>
    public sealed class FilledCache : IAsyncLifetime
    {
        private readonly TemporaryCache _cache = new();

        internal TestProject Project { get; } = NewProject();

        internal string Argument => $"-p:EdiCacheDirectory={_cache.Path}";

        public async ValueTask InitializeAsync() => (await Project.BuildAsync("-t:EdiBootstrap", Argument)).Succeeded();

        public ValueTask DisposeAsync()
        {
            Project.Dispose();
            _cache.Dispose();
            return ValueTask.CompletedTask;
        }

        /// <summary>The small project without packages of its own.</summary>
        internal static TestProject NewProject()
        {
            var project = new TestProject();
            project.Replace("small.yml", "  additional_packages: [python3, libcap2-bin]\n", "");
            return project;
        }

        /// <summary>The packages that the project's bootstrap has fetched from the mirrors.</summary>
        internal static string[] Fetched(TestProject project) =>
        [
            .. File.ReadLines(project.PathOf("obj/small/log/EdiBootstrap.log"))
                .Select(line => line.Split(' '))
                // apt names a package's suite, architecture, name, architecture and version; an index has fewer words.
                .Where(words => words is [_, ['G', 'e', 't', ':', ..], _, _, _, not ['[', ..] and not "Packages", not ['[', ..], ..])
                .Select(words => words[5]),
        ];

        internal string PathOf(string relative) => Path.Combine(_cache.Path, relative);

        /// <summary>The file of a package that Debian builds for this architecture.</summary>
        internal async Task<string> FindPackageAsync(string name)
        {
            foreach (string file in Directory.GetFiles(PathOf("packages"), "*.deb"))
            {
                if ((await Project.RunAsync("dpkg-deb", "--field", file, "Package")) is { ExitCode: 0 } outcome && outcome.Output.Trim() == name)
                {
                    return file;
                }
            }

            throw new FileNotFoundException($"The cache has no package {name}.");
        }
    }
}
