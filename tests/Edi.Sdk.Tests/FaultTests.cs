using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>
/// A build is ended at twenty moments over all steps. Each time it leaves nothing behind, and the next build makes, to the
/// bit, the image of a build that was left in peace.
/// </summary>
public sealed class FaultTests
{
    private const string Image = "bin/Debug/small.img";
    private const string Own = "-p:EdiBootstrapCache=false";
    private const string Shared = "-p:EdiBootstrapCache=true";

    // The signal, the bootstrap, a line that the build prints, and how many milliseconds after it the signal comes.
    private static readonly (string Signal, string Bootstrap, string Line, int After)[] s_faults =
    [
        ("INT", Shared, "EdiPreprocess.100_word: it has not been built", 0),
        ("TERM", Shared, "begin 100_word", 0),
        ("KILL", Own, "EdiBootstrap: it has not been built", 0),
        ("INT", Own, "EdiResolve: asks the mirrors", 1000),
        ("TERM", Own, "I: downloading packages with apt", 500),
        ("KILL", Own, "I: extracting archives", 0),
        ("INT", Own, "I: installing essential packages", 1000),
        ("TERM", Own, "I: installing remaining packages", 500),
        ("KILL", Own, "I: creating tarball", 0),
        ("INT", Shared, "is taken from there", 0),
        ("TERM", Shared, "EdiContainer: it has not been built", 0),
        ("KILL", Shared, "EdiContainer: it has not been built", 1500),
        ("INT", Shared, "EdiConfigure.100_first: it has not been built", 500),
        ("TERM", Shared, "TASK [Greet on the root file system]", 0),
        ("KILL", Shared, "TASK [Greet on the boot partition]", 0),
        ("INT", Shared, "EdiConfigure.200_second: it has not been built", 0),
        ("TERM", Shared, "TASK [Leave what survives", 500),
        ("KILL", Shared, "EdiImage: it has not been built", 500),
        ("INT", Shared, "EdiImage: it has not been built", 1500),
        ("TERM", Shared, "begin 900_word", 0),
    ];

    [LongFact]
    public async Task A_build_that_was_ended_leaves_nothing_and_the_next_one_makes_the_same_image()
    {
        using var project = NewProject();
        (await project.BuildAsync(Shared)).Succeeded();
        string image = await project.DigestOfAsync(Image);
        var failures = new List<string>();
        foreach (var (signal, bootstrap, line, after) in s_faults)
        {
            (await project.BuildAsync("-t:Clean")).Succeeded();
            var traces = Traces.Before(project);
            using var build = project.StartBuild(bootstrap);
            await build.WaitForAsync(line);
            await Task.Delay(after, TestContext.Current.CancellationToken);
            build.Signal(signal);
            Assert.True((await build.EndAsync()).ExitCode != 0, $"{signal} at '{line}' came too late:\n{build.Output}");
            await traces.AssertNoneAsync(hasImage: build.Output.Contains("EdiPostprocess.900_word: ", StringComparison.Ordinal));

            (await project.BuildAsync(Shared)).Succeeded();
            if (await project.DigestOfAsync(Image) != image)
            {
                failures.Add($"{signal} {after} ms after '{line}'");
            }
        }

        Assert.Empty(failures);
    }

    private static TestProject NewProject()
    {
        var project = new TestProject { Variables = ["SOURCE_DATE_EPOCH=1790000000"] };
        project.Write("plugins/first.sh", "#!/bin/sh\necho begin 100_word\nsleep 1\necho word >\"{{ first }}\"\n");
        project.Write("plugins/last.sh", "#!/bin/sh\necho begin 900_word\nsleep 1\necho word >\"{{ last }}\"\n");
        project.Write(
            "small.yml",
            File.ReadAllText(project.PathOf("small.yml"))
            + """
            preprocessing_commands:
              100_word: {path: first.sh, output: {first: first.txt}}
            postprocessing_commands:
              900_word: {path: last.sh, output: {last: last.txt}}

            """);
        return project;
    }
}
