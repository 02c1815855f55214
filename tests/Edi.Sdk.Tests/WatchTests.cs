using System.Diagnostics;
using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary><c>dotnet watch</c>, which builds again after each change of what an image is made of.</summary>
public sealed class WatchTests : IDisposable
{
    private const string Waiting = "Waiting for a file to change";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TestProject _project = new() { Variables = ["DOTNET_WATCH_SUPPRESS_EMOJIS=1"] };

    public WatchTests()
    {
        _project.UsePublicPackages();
        _project.WriteProject(
            "small",
            """
            <ItemGroup>
              <ProjectReference Include="Hello/Hello.csproj" EdiInstallPath="/opt/hello" EdiService="hello.service" EdiConfigurationFiles="hello.conf" />
              <EdiComponent Include="parts" />
            </ItemGroup>
            """);
        _project.Write("Hello/Hello.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><SelfContained>true</SelfContained><InvariantGlobalization>true</InvariantGlobalization></PropertyGroup></Project>\n");
        _project.Write("Hello/Program.cs", "System.Console.WriteLine(\"Hello\");\n");
        _project.Write("Hello/hello.service", "[Service]\nExecStart=/opt/hello/Hello\n[Install]\nWantedBy=multi-user.target\n");
        _project.Write("hello.conf", "greeting = hello\n");
        _project.Write("parts/definition.yml", "general: {parameters: {part: one}}\n");
        _project.Write("configuration/overlay/small.global.yml", "general: {parameters: {mood: good}}\n");
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task It_watches_what_an_image_is_made_of_and_nothing_that_a_build_makes()
    {
        string[] files = await ListAsync();
        Assert.Empty(new[]
        {
            "small.ediproj", "small.yml", "configuration/overlay/small.global.yml", $"configuration/overlay/small.{Environment.MachineName}.yml", "plugins/playbooks/first.yml",
            "parts/definition.yml", "Hello/Hello.csproj", "Hello/Program.cs", "Hello/hello.service", "hello.conf",
        }.Except(files));
        Assert.DoesNotContain(files, file => file.StartsWith("..", StringComparison.Ordinal) || file.Contains("obj/", StringComparison.Ordinal) || file.Contains("bin/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_definition_with_a_mistake_in_it_is_watched_until_that_is_mended()
    {
        _project.Replace("small.yml", "suite: trixie", "suit: trixie");
        Assert.Empty(new[] { "small.ediproj", "small.yml", "plugins/playbooks/first.yml", "Hello/Program.cs" }.Except(await ListAsync("-p:TreatWarningsAsErrors=true")));
    }

    [LongFact]
    public async Task Each_change_starts_a_build_and_a_build_starts_none()
    {
        using var watch = _project.StartDotnet("watch", "--project", "small.ediproj", "build", "-tl:off", $"--property:EdiCacheDirectory={_project.Cache}");
        await BuildsAsync(watch, 1);
        foreach (var (index, (file, change, told)) in new (string, string, string)[]
        {
            ("small.yml", "\n# a comment\n", ""),
            ("plugins/playbooks/first.yml", "\n# a comment\n", "EdiConfigure.100_first: first.yml changed"),
            ("configuration/overlay/small.global.yml", "playbooks: {100_first: {parameters: {mood: better}}}\n", "EdiConfigure.100_first: parameter.mood"),
            ($"configuration/overlay/small.{Environment.UserName}.yml", "playbooks: {200_second: {parameters: {mood: best}}}\n", "EdiConfigure.200_second: parameter.mood"),
            ("parts/definition.yml", "playbooks: {200_second: {parameters: {color: red}}}\n", "EdiConfigure.200_second: parameter.color was added"),
            ("Hello/Program.cs", "System.Console.WriteLine(\"again\");\n", "EdiApplication.Hello: the result of EdiPublishApplication.Hello changed (Hello.dll changed"),
            ("Hello/hello.service", "# a comment\n", "EdiApplication.Hello: EdiServiceFile changed"),
            ("hello.conf", "more = yes\n", "EdiApplication.Hello: EdiConfigurationFiles.hello.conf changed"),
            ("small.yml", "  30_data: {}\n", "error EDI1"),
        }.Index())
        {
            int before = watch.Output.Length;
            _project.Write(file, (File.Exists(_project.PathOf(file)) ? await File.ReadAllTextAsync(_project.PathOf(file), TestContext.Current.CancellationToken) : "") + change);
            await BuildsAsync(watch, index + 2);
            Assert.True(watch.Output[before..].Contains(told, StringComparison.Ordinal), $"{file}:\n{watch.Output[before..]}");
        }

        // The mistake is mended.
        _project.Replace("small.yml", "  30_data: {}\n", "");
        await BuildsAsync(watch, 11);
        Assert.EndsWith("0 Error(s)", watch.Output[..watch.Output.LastIndexOf("Time Elapsed", StringComparison.Ordinal)].TrimEnd(), StringComparison.Ordinal);
        await Task.Delay(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        Assert.Equal(11, Builds(watch));
        watch.SignalAll("INT");
        await watch.EndAsync();
        (await _project.BuildAsync("-t:Clean")).Succeeded();
    }

    private async Task<string[]> ListAsync(params string[] properties)
    {
        var outcome = await _project.DotnetAsync(["watch", "--list", "--project", "small.ediproj", .. properties.Select(property => $"--property:{property["-p:".Length..]}")]);
        return [.. outcome.Succeeded().Output.Split('\n').Select(line => line.Trim()).Where(Path.IsPathRooted).Select(file => Path.GetRelativePath(_project.Folder, file))];
    }

    private static int Builds(RunningCommand watch) => watch.Output.Split(Waiting).Length - 1;

    private static async Task BuildsAsync(RunningCommand watch, int count)
    {
        var clock = Stopwatch.StartNew();
        while (Builds(watch) < count)
        {
            Assert.True(!watch.HasExited && clock.Elapsed < Patience, $"The build {count} did not end:\n{watch.Output}");
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }

        Assert.Equal(count, Builds(watch));
    }
}
