using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>
/// What befalls a project from outside: somebody writes to it while it is built, the machine goes down, files are lost. No image is wrong
/// afterwards, and the next build needs nobody's help.
/// </summary>
public sealed class DamageTests(DamageTests.Built built) : IClassFixture<DamageTests.Built>
{
    private static readonly string[] s_finished = ["last.txt", "small.SHA256SUMS", "small.bmap", "small.img", "small.manifest", "small.qcow2"];

    private readonly TinyImage _image = built.Image;

    private TestProject Project => _image.Project;

    [Fact]
    public async Task An_input_that_changes_and_changes_back_while_its_step_runs_is_read_again()
    {
        File.Delete(Project.PathOf("obj/small/Debug/stamp/EdiPreprocess.100_root.stamp"));
        _image.SetWord("first");
        using var build = Project.StartBuild();
        await build.WaitForAsync(TinyImage.Begin);
        _image.SetWord("second");
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken); // The command has copied it and sleeps.
        _image.SetWord("first");
        Assert.Contains("plugins/root/word was written to while it ran, and is again what it was; it runs once more", (await build.EndAsync()).Succeeded().Output, StringComparison.Ordinal);
        await AssertGoodAsync();
    }

    [Fact]
    public async Task An_input_that_stays_changed_fails_the_step_and_the_next_build_takes_it()
    {
        File.Delete(Project.PathOf("obj/small/Debug/stamp/EdiPreprocess.100_root.stamp"));
        _image.SetWord("first");
        using var build = Project.StartBuild();
        await build.WaitForAsync(TinyImage.Begin);
        _image.SetWord("second");
        (await build.EndAsync()).FailedWith("plugins/root/word : error EDI0021: This input changed");
        Assert.Empty(_image.Finished());
        _image.SetWord("first");
        Assert.Contains("EdiPreprocess.100_root", (await Project.BuildAsync()).Steps);
        await AssertGoodAsync();
    }

    [Fact]
    public async Task A_build_that_goes_down_with_all_its_processes_leaves_no_old_image_and_the_next_one_no_trace()
    {
        _image.SetWord("second");
        string[] before = Scratch();
        using (var build = Project.StartBuild())
        {
            await build.WaitForAsync("EdiPreprocess.100_root: word changed");
            Assert.DoesNotContain(_image.Finished(), name => name[0] != '.');
            await build.WaitForAsync(TinyImage.Begin);
            build.KillTree();
            await build.EndAsync();
        }

        Assert.DoesNotContain(_image.Finished(), name => name[0] != '.');
        string[] left = [.. Scratch().Except(before)];
        Assert.NotEmpty(left);
        _image.SetWord("first");
        (await Project.BuildAsync()).Succeeded();
        Assert.Empty(Scratch().Intersect(left));
        await AssertGoodAsync();
    }

    [Fact]
    public async Task A_step_that_leaves_what_it_had_left_gives_the_image_back()
    {
        var time = File.GetLastWriteTimeUtc(Project.PathOf(TinyImage.Image));
        Project.Write("plugins/root/unused", Guid.NewGuid().ToString());
        Assert.Equal(["EdiPreprocess.100_root"], (await Project.BuildAsync()).Steps);
        Assert.Equal(time, File.GetLastWriteTimeUtc(Project.PathOf(TinyImage.Image)));
        await AssertGoodAsync();
    }

    [Fact]
    public async Task A_record_that_is_lost_hides_no_image_that_is_lost()
    {
        await File.WriteAllTextAsync(Project.PathOf(TinyImage.Image), "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Project.PathOf("obj/small/Debug/stamp/EdiImage.results"), "", TestContext.Current.CancellationToken);
        (await Project.BuildAsync()).Succeeded();
        await AssertGoodAsync();
    }

    [LongFact]
    public Task Whatever_file_of_its_state_is_spoilt_the_next_build_makes_the_same_image() => DamageEachFileAsync("emptied", "cut off", "garbage");

    [LongFact]
    public Task Whatever_file_of_its_state_is_gone_the_next_build_makes_the_same_image() => DamageEachFileAsync("missing", "a folder");

    /// <summary>Each file by which builds know what they have done, in each of these ways.</summary>
    private async Task DamageEachFileAsync(params string[] damages)
    {
        string folder = Project.PathOf("obj/small/Debug");
        var failures = new List<string>();
        foreach (string file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            foreach (string damage in damages)
            {
                Damage(file, damage);
                var outcome = await Project.BuildAsync();
                if (outcome.ExitCode != 0 || !await IsGoodAsync())
                {
                    failures.Add($"{Path.GetRelativePath(folder, file)} {damage}:\n{outcome.Output}");
                    (await Project.BuildAsync("-t:Rebuild")).Succeeded();
                }
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [LongFact]
    public async Task A_damaged_store_is_made_whole_by_the_next_build()
    {
        string cache = Directory.CreateDirectory($"/var/tmp/edi-cache-{Guid.NewGuid():N}").FullName;
        try
        {
            using var one = new TinyImage();
            using var other = new TinyImage();
            foreach (string damage in new[] { "true", ": >overlay-layers/layers.json", "rm -rf overlay/????????????????????????????????????????????????????????????????", "printf garbage >overlay-images/images.json" })
            {
                (await one.Project.RunAsync("sh", "-c", $"cd {cache}/buildah 2>/dev/null || exit 0; {damage}")).Succeeded();
                foreach (var image in new[] { one, other })
                {
                    (await image.Project.BuildAsync($"-p:EdiCacheDirectory={cache}")).Succeeded();
                    Assert.Empty((await image.Project.BuildAsync($"-p:EdiCacheDirectory={cache}")).Steps);
                }
            }
        }
        finally
        {
            // Overlay file systems leave folders that are closed to their owner.
            (await Project.RunAsync("sh", "-c", $"chmod -R u+rwX {cache} && rm -rf {cache}")).Succeeded();
        }
    }

    private static void Damage(string file, string damage)
    {
        byte[] content = File.Exists(file) ? File.ReadAllBytes(file) : [];
        File.Delete(file);
        switch (damage)
        {
            case "emptied": File.WriteAllBytes(file, []); break;
            case "cut off": File.WriteAllBytes(file, content[..(content.Length / 2)]); break;
            case "garbage": File.WriteAllBytes(file, [0, 1, 0xff, 0xfe, 9, 10, 61, 58, 10, 0x7b]); break;
            case "a folder": Directory.CreateDirectory(Path.Combine(file, "deep")); break;
        }
    }

    private string[] Scratch() => Directory.GetFileSystemEntries($"{Project.Cache}/tmp");

    private async Task AssertGoodAsync()
    {
        Assert.Equal(s_finished, _image.Finished());
        Assert.True(await IsGoodAsync());
        Assert.Empty((await Project.BuildAsync()).Steps);
    }

    private async Task<bool> IsGoodAsync() => s_finished.SequenceEqual(_image.Finished()) && await Project.DigestOfAsync(TinyImage.Image) == built.Digest;

    /// <summary>A project that was built in peace.</summary>
    public sealed class Built : IAsyncLifetime
    {
        internal TinyImage Image { get; } = new();

        /// <summary>Its image.</summary>
        public string Digest { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            (await Image.Project.BuildAsync()).Succeeded();
            Digest = await Image.Project.DigestOfAsync(TinyImage.Image);
        }

        public ValueTask DisposeAsync()
        {
            Image.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
