using System.Text.Json.Nodes;
using Edi.Testing;

namespace Edi.Images.Tests.Harness;

/// <summary>An .ediproj and what its build leaves.</summary>
/// <param name="file">The project's file.</param>
/// <param name="configuration">The build configuration; each has artifacts of its own.</param>
internal sealed class ImageProject(string file, string configuration = "Debug")
{
    /// <summary>The project's file.</summary>
    public string File { get; } = Path.GetFullPath(file);

    /// <summary>The name of the project and of its image.</summary>
    public string Name { get; } = Path.GetFileNameWithoutExtension(file);

    /// <summary>The project's folder.</summary>
    public string Directory { get; } = Path.GetDirectoryName(Path.GetFullPath(file))!;

    /// <summary>The one time that may enter an artifact, in seconds; null lets an initramfs have the time of its making.</summary>
    public string? SourceDateEpoch { get; init; } = Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH");

    /// <summary>The project as those see it who test their images.</summary>
    public EdiProject Project => WithLog(null);

    /// <summary>The disk image, which is built.</summary>
    public EdiDiskImage Image => EdiDiskImage.Open(Output(".img"));

    /// <summary>Which blocks of the image hold data.</summary>
    public string BlockMap => Output(".bmap");

    /// <summary>The list of the image's packages.</summary>
    public string Manifest => Output(".manifest");

    /// <summary>The checksums of the other files.</summary>
    public string Checksums => Output(".SHA256SUMS");

    /// <summary>The bootstrap's archive.</summary>
    public string Archive => Path.Combine(Intermediate, "bootstrap.tar");

    /// <summary>What the check of the image has found, each as <c>CODE PATH</c>.</summary>
    public async Task<string[]> LintFindingsAsync() =>
    [
        .. JsonNode.Parse(await System.IO.File.ReadAllTextAsync(Path.Combine(Intermediate, "lint.json")))!.AsArray()
            .Select(finding => $"{finding!["Code"]} {finding["Path"]}"),
    ];

    /// <summary>What the machine of the last <c>dotnet test</c> wrote to its console.</summary>
    public string SerialLog => Path.Combine(Directory, "obj", Name, "log", "EdiVerify.serial.log");

    /// <summary>Runs <c>dotnet build</c>, as a user would in a shell.</summary>
    public Task<EdiProgramResult> BuildAsync(params string[] arguments) =>
        WithLog(Repository.LogFile($"{Name}.{configuration}.build")).BuildAsync(arguments, TestContext.Current.CancellationToken);

    /// <summary>Runs <c>dotnet test</c> in the project's folder, whose global.json names no runner.</summary>
    public async Task<EdiProgramResult> TestAsync(params string[] arguments)
    {
        // `dotnet test` tells its children which MSBuild it runs; a new build has to find its own.
        var ofTestHost = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase));
        var result = await HostProgram.RunAsync(
            "env",
            [
                $"--chdir={Directory}", .. ofTestHost.Select(name => $"--unset={name}"),
                "dotnet", "test", File, "-tl:off", "-nodeReuse:false", "-c", configuration, .. arguments,
            ]);
        await System.IO.File.WriteAllTextAsync(Repository.LogFile($"{Name}.{configuration}.test"), result.Output);
        return result;
    }

    /// <summary>Mounts the root file system that a step such as <c>EdiConfigure.100_kernel</c> has left, for <paramref name="use"/>.</summary>
    public async Task<T> WithLayerAsync<T>(string step, Func<string, Task<T>> use)
    {
        using var run = new TemporaryFolder();
        string[] store = ["--root", "/var/cache/edi/buildah", "--runroot", run.Path, "--storage-driver", "overlay"];
        string image = (await System.IO.File.ReadAllTextAsync(Path.Combine(Intermediate, "digest", step + ".txt"))).Trim().Split('=')[1];
        string container = (await HostProgram.RequireAsync("buildah", [.. store, "from", "--pull-never", image])).Trim();
        try
        {
            return await use((await HostProgram.RequireAsync("buildah", [.. store, "mount", container])).Trim());
        }
        finally
        {
            await HostProgram.RequireAsync("buildah", [.. store, "rm", container]);
        }
    }

    /// <summary>Takes away the disk that earlier runs with EdiRunKeep have left.</summary>
    public void DeleteKeptMachine()
    {
        string kept = Path.Combine(Intermediate, "machine", "kept");
        if (System.IO.Directory.Exists(kept))
        {
            System.IO.Directory.Delete(kept, recursive: true);
        }
    }

    private EdiProject WithLog(string? buildLog) => new(File)
    {
        Configuration = configuration,
        Environment = new Dictionary<string, string?> { ["SOURCE_DATE_EPOCH"] = SourceDateEpoch },
        BuildLog = buildLog,
    };

    private string Intermediate => Path.Combine(Directory, "obj", Name, configuration);

    /// <summary>The image's path is known before it is built.</summary>
    private string Output(string extension) => Path.Combine(Directory, "bin", configuration, Name + extension);
}
