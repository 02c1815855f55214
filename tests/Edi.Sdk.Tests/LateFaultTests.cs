using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>
/// As <see cref="FaultTests"/>, in what follows the playbooks: an application, the forms of the image, its report and check, a
/// release. The steps before are not disturbed.
/// </summary>
public sealed class LateFaultTests
{
    private const string Image = "bin/Debug/small.img";
    private const string Release = "bin/Debug/publish/small";

    // The signal, a line that the build prints, and how many milliseconds after it the signal comes.
    private static readonly (string Signal, string Line, int After)[] s_faults =
    [
        ("INT", "Whole -> ", 0),
        ("KILL", "Whole -> ", 0),
        ("INT", "EdiApplication.Whole: it has not been built", 0),
        ("TERM", "EdiApplication.Whole: it has not been built", 500),
        ("KILL", "EdiApplication.Whole: it has not been built", 1000),
        ("INT", "EdiFormat.qcow2: ", 0),
        ("TERM", "EdiFormat.zstd: ", 0),
        ("KILL", "EdiFormat.tar: ", 100),
        ("INT", "EdiReport: ", 0),
        ("KILL", "EdiReport: ", 200),
        ("TERM", "EdiLint: ", 0),
        ("KILL", "EdiLint: ", 500),
    ];

    [LongFact]
    public async Task A_build_that_was_ended_late_leaves_nothing_and_the_next_one_makes_the_same_image()
    {
        using var project = NewProject();
        (await project.BuildAsync("-p:EdiLint=true")).Succeeded();
        string image = await project.DigestOfAsync(Image);
        var failures = new List<string>();
        foreach (var (signal, line, after) in s_faults)
        {
            (await project.BuildAsync("-t:EdiCleanFrom", "-p:EdiStep=EdiApplication", "-p:EdiLint=true")).Succeeded();
            Directory.Delete(project.PathOf("obj/small/Debug/application"), recursive: true);
            var traces = Traces.Before(project);
            using var build = project.StartBuild("-p:EdiLint=true", "-v:n");
            await build.WaitForAsync(line);
            await Task.Delay(after, TestContext.Current.CancellationToken);
            build.Signal(signal);
            Assert.True((await build.EndAsync()).ExitCode != 0, $"{signal} at '{line}' came too late:\n{build.Output}");
            await traces.AssertNoneAsync(hasImage: build.Output.Contains("EdiImage: ", StringComparison.Ordinal));

            (await project.BuildAsync("-p:EdiLint=true")).Succeeded();
            if (await project.DigestOfAsync(Image) != image || (await project.RunAsync("qemu-img", "compare", "-f", "raw", "-F", "qcow2", Image, "bin/Debug/small.qcow2")).ExitCode != 0)
            {
                failures.Add($"{signal} {after} ms after '{line}'");
            }
        }

        Assert.Empty(failures);
    }

    [LongTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("KILL")]
    public async Task A_release_that_was_ended_is_none_and_the_next_one_is_whole(string signal)
    {
        using var project = NewProject();
        (await project.BuildAsync()).Succeeded();
        using (var publishing = project.StartDotnet("publish", "small.ediproj", "-tl:off", $"-p:EdiCacheDirectory={project.Cache}", "-p:EdiPublishCompression=xz"))
        {
            while (!Directory.Exists(project.PathOf($"{Release}/.small.partial")))
            {
                Assert.False(publishing.HasExited, publishing.Output);
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }

            publishing.Signal(signal);
            Assert.NotEqual(0, (await publishing.EndAsync()).ExitCode);
        }

        Assert.Empty(Directory.GetFiles(project.PathOf(Release)));
        (await project.DotnetAsync("publish", "small.ediproj", "-tl:off", $"-p:EdiCacheDirectory={project.Cache}", "-p:EdiPublishCompression=xz")).Succeeded();
        Assert.Empty(Directory.GetDirectories(project.PathOf(Release)));
        (await project.RunAsync("sh", "-c", $"cd {Release} && sha256sum --check SHA256SUMS")).Succeeded();
    }

    [LongFact]
    public async Task A_build_that_is_killed_among_others_disturbs_none_of_them()
    {
        TestProject[] projects = [NewProject(), NewProject(), NewProject()];
        try
        {
            RunningCommand[] builds = [.. projects.Select(project => project.StartBuild("-p:EdiBootstrapCache=false"))];
            await builds[1].WaitForAsync("TASK [");
            builds[1].SignalAll("KILL");
            Assert.NotEqual(0, (await builds[1].EndAsync()).ExitCode);
            (await builds[0].EndAsync()).Succeeded();
            (await builds[2].EndAsync()).Succeeded();
            (await projects[1].BuildAsync()).Succeeded();
            foreach (var project in projects)
            {
                Assert.Empty((await project.BuildAsync()).Steps);
                (await project.BuildAsync("-t:Clean")).Succeeded();
            }

            Array.ForEach(builds, build => build.Dispose());
        }
        finally
        {
            Array.ForEach(projects, project => project.Dispose());
        }
    }

    private static TestProject NewProject()
    {
        var project = new TestProject { Variables = ["SOURCE_DATE_EPOCH=1790000000"] };
        project.UsePublicPackages();
        project.Replace("small.yml", "  partition_table: mbr\n", "  partition_table: mbr\n  formats: [qcow2, zstd, tar]\n");
        project.WriteProject("small", "<ItemGroup><ProjectReference Include=\"Whole/Whole.csproj\" EdiInstallPath=\"/opt/whole\" /></ItemGroup>");
        project.Write(
            "Whole/Whole.csproj",
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><SelfContained>true</SelfContained><InvariantGlobalization>true</InvariantGlobalization></PropertyGroup></Project>\n");
        project.Write("Whole/Program.cs", "System.Console.WriteLine(\"whole\");\n");
        return project;
    }
}
