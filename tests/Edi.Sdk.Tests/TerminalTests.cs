using System.Text.RegularExpressions;
using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>What somebody sees who builds at a terminal, where MSBuild's terminal logger draws.</summary>
public sealed partial class TerminalTests : IDisposable
{
    private readonly TinyImage _image = new();

    public TerminalTests() => _image.Project.Replace("plugins/root/root.sh", "sleep 2\n", "echo the second part\nsleep 3\n");

    private TestProject Project => _image.Project;

    private string Build => $"dotnet build small.ediproj -p:EdiCacheDirectory={Project.Cache}";

    public void Dispose() => _image.Dispose();

    [Fact]
    public async Task A_build_tells_what_runs_and_since_when_and_in_the_end_what_ran_and_why()
    {
        using (var first = new TerminalRun(Project, Build))
        {
            string end = (await first.EndAsync()).Succeeded();
            string[] live = [.. first.Screens.Where(text => text.Contains("the second part", StringComparison.Ordinal))];
            Assert.NotEmpty(live);
            Assert.All(live, text => Matches(@"\n  small image +EdiPreprocess \(\d+\.\ds\)\n\n  EdiPreprocess\.100_root: the second part +\d+ s$", text));
            // Nothing of it is left, and the table is whole.
            Matches(@"\n  small image succeeded \(\d+\.\ds\) → bin/Debug/small\.img\n\n  Steps of small that ran:\n  step +why +seconds +size\n  EdiPreprocess\.100_root +it has not been built +\d+\.\d +10 KiB\n(  Edi[^\n]+\n)+\nBuild succeeded in \d+\.\ds$", end);
            Assert.DoesNotContain("the second part", end, StringComparison.Ordinal);
        }

        _image.SetWord("other");
        using var second = new TerminalRun(Project, $"{Build} -t:EdiPreprocess");
        Matches("\n  EdiPreprocess.100_root +word changed ", (await second.EndAsync()).Succeeded());
        Assert.Contains(second.Screens, text => LastTime().IsMatch(text));
    }

    [Fact]
    public async Task What_was_asked_for_stays_to_its_last_line()
    {
        (await Project.BuildAsync()).Succeeded();
        using (var nothing = new TerminalRun(Project, Build))
        {
            Matches(@"^\$\n(Restore complete [^\n]*\n)?  small image succeeded \([^)]*\) → bin/Debug/small.img\n\nBuild succeeded in [^\n]*$", (await nothing.EndAsync()).Succeeded());
        }

        string report = await File.ReadAllTextAsync(Project.PathOf("obj/small/Debug/report/small.txt"), TestContext.Current.CancellationToken);
        await ShowsAllAsync("-t:EdiShowReport", report);
        foreach (string target in new[] { "EdiShowVariables", "EdiShowDefinition", "EdiShowPlan" })
        {
            await ShowsAllAsync($"-t:{target}", (await Project.DotnetAsync("msbuild", "small.ediproj", $"-t:{target}", $"-p:EdiCacheDirectory={Project.Cache}", "-nologo", "-v:q")).Succeeded().Output);
        }

        using var told = new TerminalRun(Project, $"{Build} -t:EdiFlash -p:Device=card; {Build} -t:EdiCleanFrom -p:EdiStep=EdiImage");
        string end = (await told.EndAsync()).Succeeded();
        Matches(@"\nEdiFlash: [^\n]* written to /", end);
        Matches(@"\nCleaned: EdiImage, EdiFormat.qcow2", end);
    }

    [Fact]
    public async Task Ctrl_C_leaves_nothing_of_the_line()
    {
        using var run = new TerminalRun(Project, $"trap true INT; {Build}; echo prompt");
        await run.WaitForAsync("the second part");
        run.Interrupt();
        string end = (await run.EndAsync()).Text;
        Assert.DoesNotContain("the second part", end, StringComparison.Ordinal);
        Matches(@"error EDI0005: EdiRunCommand was\s+cancelled", end);
        Matches(@"\n  EdiPreprocess.100_root +it has not been built +\d+\.\d +cancelled\n\nBuild failed [^\n]*\nprompt$", end);
    }

    /// <summary>MSBuild builds them in several processes, of which one has the terminal.</summary>
    [Fact]
    public async Task Several_projects_at_once_have_a_line_and_a_table_each()
    {
        Project.WriteProject("other");
        Project.Write("other.yml", await File.ReadAllTextAsync(Project.PathOf("small.yml"), TestContext.Current.CancellationToken));
        const string type = "8E1B9C52-3D0F-4A86-9C57-6D2F1E7A40B3";
        Project.Write("both.slnx", $"""<Solution><Project Path="small.ediproj" Type="{type}" /><Project Path="other.ediproj" Type="{type}" /></Solution>""");
        using var run = new TerminalRun(Project, $"dotnet build both.slnx -m:2 -t:EdiPreprocess -p:EdiCacheDirectory={Project.Cache}");
        string end = (await run.EndAsync()).Succeeded();
        string[] screens = [.. run.Screens];
        Assert.Contains(screens, text => Regex.IsMatch(text, @"\n\n  (small|other): EdiPreprocess\.100_root: [^\n]* s\n  (small|other): EdiPreprocess\.100_root: [^\n]* s$"));
        Assert.All(new[] { "small", "other" }, name => Matches($@"\n  Steps of {name} that ran:\n  step +why +seconds +size\n  EdiPreprocess\.100_root +it has not been built +\d+\.\d +10 KiB\n\n", end));
        Assert.DoesNotContain("the second part", end, StringComparison.Ordinal);
    }

    /// <summary>Logs of servers, pipes and files: as MSBuild's other logger writes, and no command to a terminal.</summary>
    [Fact]
    public async Task Without_the_terminal_logger_a_step_has_its_two_lines()
    {
        using var run = new TerminalRun(Project, $"{Build} -t:EdiPreprocess -tl:off");
        string end = (await run.EndAsync()).Succeeded();
        Matches(@"\n  EdiPreprocess.100_root: it has not been built\n(.*\n)*  EdiPreprocess.100_root: \d+\.\d s, 10 KiB\n", end);
        Assert.DoesNotContain("Steps of small", end, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[2K", run.Written, StringComparison.Ordinal);
    }

    /// <summary>All lines of a text are there, as the terminal breaks them, and then only the build's end.</summary>
    private async Task ShowsAllAsync(string arguments, string text)
    {
        using var run = new TerminalRun(Project, $"{Build} {arguments}");
        string end = (await run.EndAsync()).Succeeded();
        string expected = new TerminalScreen(TerminalRun.Width, 24).Write(text.TrimEnd().Replace("\n", "\r\n", StringComparison.Ordinal)).Text;
        Matches($"{Regex.Escape(expected)}\n\nBuild succeeded in [^\n]*$", end);
    }

    private static void Matches(string pattern, string screen) => Assert.True(Regex.IsMatch(screen, pattern), $"Expected: {pattern}\nFound:\n{screen}");

    [GeneratedRegex(@"\n\n  EdiPreprocess\.100_root: [^\n]* \d s, last time [1-9]\d* s$")]
    private static partial Regex LastTime();
}
