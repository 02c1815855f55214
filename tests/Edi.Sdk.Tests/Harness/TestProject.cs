using System.Security.Cryptography;

namespace Edi.Sdk.Tests.Harness;

/// <summary>
/// A project in a folder of its own: the small image of tests/images and the plugins there, on the packed SDK.
/// </summary>
internal sealed class TestProject : IDisposable
{
    private readonly Builder _builder;

    /// <param name="builder">Who builds; the user that runs the tests, if nobody else is named.</param>
    /// <param name="engine">The value of EdiContainerEngine.</param>
    public TestProject(Builder? builder = null, string engine = "buildah")
    {
        _builder = builder ?? Builder.Current;
        Folder = Directory.CreateTempSubdirectory("edi-test-").FullName;
        File.SetUnixFileMode(Folder, (UnixFileMode)0b111_101_101);
        WriteNuGetConfig(_builder.Packages, "<clear />");
        // Most tests are about other steps, and the small image is full of what the check would find.
        Write("Directory.Build.props", $"<Project><PropertyGroup><EdiLint>false</EdiLint><EdiContainerEngine>{engine}</EdiContainerEngine></PropertyGroup></Project>\n");
        WriteProject("small");
        Write("small.yml", File.ReadAllText(Repository.PathOf("tests/images/small.yml")));
        string plugins = Repository.PathOf("tests/images/plugins");
        foreach (string plugin in Directory.GetFiles(plugins, "*", SearchOption.AllDirectories))
        {
            Write($"plugins/{Path.GetRelativePath(plugins, plugin)}", File.ReadAllText(plugin));
        }
    }

    /// <summary>A project of tests/projects, with a project file of two lines for each use case.</summary>
    public static TestProject OfEdi(string name, params string[] useCases)
    {
        var project = new TestProject();
        File.Delete(project.PathOf("small.ediproj"));
        Directory.Delete(project.PathOf("plugins"), recursive: true);
        using var copy = RunningCommand.Start("/", new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, "cp", "--archive", Repository.PathOf($"tests/projects/{name}/."), project.Folder);
        copy.EndAsync().GetAwaiter().GetResult().Succeeded();
        foreach (string useCase in useCases)
        {
            project.WriteProject(useCase);
        }

        return project;
    }

    public string Folder { get; }

    /// <summary>Variables of the environment, each <c>NAME=VALUE</c>, besides those of the builder.</summary>
    public string[] Variables { get; init; } = [];

    /// <summary>The engine's store and temporary files; shared by all tests of one builder, as a user's is by all projects.</summary>
    public string Cache => _builder.Cache;

    public string PathOf(string relative) => Path.Combine(Folder, relative);

    public void Write(string relative, string content)
    {
        string path = PathOf(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        _builder.Own(Folder);
    }

    public void Replace(string relative, string old, string replacement)
    {
        string content = File.ReadAllText(PathOf(relative));
        Assert.Contains(old, content, StringComparison.Ordinal);
        Write(relative, content.Replace(old, replacement, StringComparison.Ordinal));
    }

    public void WriteProject(string name, string content = "") =>
        Write($"{name}.ediproj", $"<Project Sdk=\"Edi.Sdk/{SdkPackage.Version}\">{content}</Project>\n");

    /// <summary>Lets NuGet take packages of the user's feeds, too, as applications and tests need them.</summary>
    /// <param name="packages">NuGet's folder of packages; that of all tests, when none is named.</param>
    public void UsePublicPackages(string? packages = null) => WriteNuGetConfig(packages ?? _builder.Packages, "");

    /// <summary>The SHA-256 of a file.</summary>
    public async Task<string> DigestOfAsync(string relative)
    {
        await using var file = File.OpenRead(PathOf(relative));
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file));
    }

    /// <summary>Runs <c>dotnet</c> in the project's folder.</summary>
    public Task<CommandOutcome> DotnetAsync(params string[] arguments) => RunAsync(["dotnet", .. arguments]);

    public Task<CommandOutcome> BuildAsync(params string[] arguments) =>
        DotnetAsync(["build", "small.ediproj", .. BuildArguments, .. arguments]);

    public RunningCommand StartBuild(params string[] arguments) =>
        Start(["dotnet", "build", "small.ediproj", .. BuildArguments, .. arguments]);

    /// <summary>Starts <c>dotnet</c> in the project's folder.</summary>
    public RunningCommand StartDotnet(params string[] arguments) => Start(["dotnet", .. arguments]);

    public async Task<CommandOutcome> RunAsync(params string[] command)
    {
        using var running = Start(command);
        return await running.EndAsync();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void WriteNuGetConfig(string packages, string otherFeeds) => Write(
        "nuget.config",
        $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="{packages}" /></config>
          <packageSources>{otherFeeds}<add key="feed" value="{SdkPackage.Feed}" /></packageSources>
        </configuration>
        """);

    /// <summary>Starts a program in the project's folder.</summary>
    public RunningCommand Start(params string[] command) => _builder.Start(Folder, ["env", .. Variables, .. command]);

    private string[] BuildArguments => ["-tl:off", $"-p:EdiCacheDirectory={Cache}"];
}
