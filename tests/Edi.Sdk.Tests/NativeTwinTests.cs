using System.Text.RegularExpressions;
using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>When programs of another architecture run natively, when not, and when their twins are made anew.</summary>
public sealed partial class NativeTwinTests(NativeTwinTests.ForeignProject foreign) : IClassFixture<NativeTwinTests.ForeignProject>
{
    private const string Shell = "/usr/bin/dash";

    private readonly TestProject _project = foreign.Project;

    private string Twin => Directory.GetDirectories($"{_project.Cache}/twin", "trixie-arm64-*").OrderByDescending(Directory.GetLastWriteTimeUtc).First() + "/current";

    [Fact]
    public async Task Programs_whose_package_has_the_twins_version_run_natively()
    {
        await BootstrapAsync();
        Assert.DoesNotContain(Shell, Emulated());
        Assert.Contains("/usr/sbin/ldconfig", Emulated());
    }

    [LongFact]
    public async Task A_program_whose_package_has_another_version_is_emulated()
    {
        string table = await File.ReadAllTextAsync($"{Twin}/table", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync($"{Twin}/table", table.Replace($"{Shell}\tdash=", $"{Shell}\tdash=0~", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        try
        {
            await BootstrapAsync();
            Assert.Contains(Shell, Emulated());
        }
        finally
        {
            await File.WriteAllTextAsync($"{Twin}/table", table, TestContext.Current.CancellationToken);
        }
    }

    [LongFact]
    public async Task A_twin_is_made_anew_once_when_the_mirrors_have_moved_on()
    {
        string versions = $"{Twin}/versions";
        await File.WriteAllTextAsync(versions, DashVersion().Replace(await File.ReadAllTextAsync(versions, TestContext.Current.CancellationToken), "dash 0~old"), TestContext.Current.CancellationToken);
        Assert.Contains("made anew", (await BootstrapAsync()).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("dash 0~old", await File.ReadAllTextAsync($"{Twin}/versions", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain("made anew", (await BootstrapAsync()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_twin_a_finished_step_stays_finished()
    {
        (await _project.BuildAsync("-t:EdiBootstrap")).Succeeded();
        var outcome = (await _project.BuildAsync("-t:EdiBootstrap", "-p:EdiNativeTwin=false")).Succeeded();
        Assert.DoesNotContain("EdiBootstrap: ", outcome.Output, StringComparison.Ordinal);
    }

    private async Task<CommandOutcome> BootstrapAsync()
    {
        File.Delete(_project.PathOf("obj/small/Debug/stamp/EdiBootstrap.stamp"));
        return (await _project.BuildAsync("-t:EdiBootstrap", "-p:EdiBootstrapCache=false")).Succeeded();
    }

    /// <summary>The programs that the last bootstrap has started in the emulator.</summary>
    private string[] Emulated() =>
    [
        .. File.ReadLines(_project.PathOf("obj/small/log/EdiBootstrap.log"))
            .Select(line => EmulatedProgram().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value),
    ];

    [GeneratedRegex(@"^\S+ +[0-9]+ (/\S+)$")]
    private static partial Regex EmulatedProgram();

    [GeneratedRegex("^dash .*$", RegexOptions.Multiline)]
    private static partial Regex DashVersion();

    /// <summary>The small project for another architecture, without what takes long.</summary>
    public sealed class ForeignProject : IAsyncLifetime
    {
        internal TestProject Project { get; } = new();

        public async ValueTask InitializeAsync()
        {
            Project.Replace("small.yml", "suite: trixie", "suite: trixie\n  architecture: arm64");
            Project.Replace("small.yml", "  additional_packages: [python3, libcap2-bin]\n", "");
            (await Project.BuildAsync("-t:EdiBootstrap")).Succeeded();
        }

        public ValueTask DisposeAsync()
        {
            Project.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
