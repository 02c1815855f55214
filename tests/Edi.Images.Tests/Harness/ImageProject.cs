using CliWrap;

namespace Edi.Images.Tests.Harness;

/// <summary>An .ediproj and what its build leaves.</summary>
internal sealed class ImageProject(string file)
{
    // Each build compiles the tasks first, if they have changed; two at once would write the same files.
    private static readonly SemaphoreSlim OneBuild = new(1);

    /// <summary>The name of the project and of its image.</summary>
    public string Name { get; } = Path.GetFileNameWithoutExtension(file);

    /// <summary>The project's folder.</summary>
    public string Directory { get; } = Path.GetDirectoryName(Path.GetFullPath(file))!;

    /// <summary>The disk image.</summary>
    public DiskImageFile Image => new(Output(".img"));

    /// <summary>Which blocks of the image hold data.</summary>
    public string BlockMap => Output(".bmap");

    /// <summary>The list of the image's packages.</summary>
    public string Manifest => Output(".manifest");

    /// <summary>The checksums of the other files.</summary>
    public string Checksums => Output(".SHA256SUMS");

    /// <summary>Runs <c>dotnet build</c>, as a user would in a shell.</summary>
    public async Task<ProgramResult> BuildAsync(params string[] arguments)
    {
        var command = Cli.Wrap(HostProgram.Find("dotnet"))
            .WithArguments(["build", file, "-tl:off", "-nodeReuse:false", .. arguments])
            .WithWorkingDirectory(Repository.Root) // where global.json is
            .WithEnvironmentVariables(WithoutTestHost())
            .WithStandardOutputPipe(PipeTarget.ToFile(Repository.LogFile($"{Name}.build")));
        await OneBuild.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return await HostProgram.RunAsync(command, TestContext.Current.CancellationToken);
        }
        finally
        {
            OneBuild.Release();
        }
    }

    /// <summary>The image's path is known before it is built.</summary>
    private string Output(string extension) => Path.Combine(Directory, "bin", "Debug", Name + extension);

    // `dotnet test` tells its children which MSBuild it runs; a new build has to find its own.
    private static Dictionary<string, string?> WithoutTestHost() =>
        Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(name => name, _ => (string?)null);
}
