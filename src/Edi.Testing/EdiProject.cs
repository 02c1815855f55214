using System.Reflection;
using CliWrap;

namespace Edi.Testing;

/// <summary>An .ediproj: the project of an image.</summary>
public sealed class EdiProject
{
    private const string KeyPrefix = "EdiProject:";
    private const string ConfigurationKey = "EdiConfiguration";

    // A build takes all processors, and two builds of one project would wait for each other.
    private static readonly SemaphoreSlim s_oneBuild = new(1);

    /// <summary>Names a project.</summary>
    /// <param name="file">The .ediproj, relative to the working directory or absolute.</param>
    /// <exception cref="EdiTestingException">There is no such file.</exception>
    public EdiProject(string file)
    {
        File = Path.GetFullPath(file);
        if (!System.IO.File.Exists(File))
        {
            throw new EdiTestingException($"There is no project {File}.");
        }
    }

    /// <summary>The project's file.</summary>
    public string File { get; }

    /// <summary>The name of the project and of its image.</summary>
    public string Name => Path.GetFileNameWithoutExtension(File);

    /// <summary>The project's folder.</summary>
    public string Directory => Path.GetDirectoryName(File)!;

    /// <summary>The build configuration, <c>Debug</c> unless said otherwise; each has an image of its own.</summary>
    public string Configuration { get; init; } = "Debug";

    /// <summary>Variables of the environment in which the project is built and run, besides those of the tests; null takes one away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The file that gets what <see cref="BuildAsync(string[])"/> shows, as it comes; null for none.</summary>
    public string? BuildLog { get; init; }

    /// <summary>Finds a project that the tests' own project references: <c>&lt;ProjectReference Include="…/NAME.ediproj" /&gt;</c>.</summary>
    /// <param name="name">The project file's name without <c>.ediproj</c>.</param>
    /// <returns>The project, in the configuration of the tests.</returns>
    /// <exception cref="EdiTestingException">No assembly that is loaded references such a project, or they reference several.</exception>
    public static EdiProject Find(string name) => Find(name, AppDomain.CurrentDomain.GetAssemblies());

    internal static EdiProject Find(string name, IEnumerable<Assembly> assemblies)
    {
        var references = assemblies.SelectMany(References).Distinct().ToArray();
        return references.Where(reference => reference.Name == name).ToArray() switch
        {
            [var found] => new(found.File) { Configuration = found.Configuration },
            [] => throw new EdiTestingException(
                $"No test project references {name}.ediproj; found: {Names(references)}. "
                + $"Add <ProjectReference Include=\"…/{name}.ediproj\" /> to a project that references the package Edi.Testing."),
            var several => throw new EdiTestingException(
                $"Expected one project {name}.ediproj, found: {string.Join(", ", several.Select(reference => reference.File))}. Name one by its path: new EdiProject(\"…\")."),
        };
    }

    /// <summary>Runs <c>dotnet build</c>. What is up to date stays as it is; one build at a time runs in this process.</summary>
    /// <param name="options">Further options, such as <c>-p:NAME=VALUE</c> and <c>-t:TARGET</c>.</param>
    /// <returns>How it ended; <see cref="EdiProgramResult.Require"/> makes an exception of a failure.</returns>
    public Task<EdiProgramResult> BuildAsync(params string[] options) => BuildAsync(options, CancellationToken.None);

    /// <inheritdoc cref="BuildAsync(string[])"/>
    /// <param name="options">Further options, such as <c>-p:NAME=VALUE</c> and <c>-t:TARGET</c>.</param>
    /// <param name="cancellation">Ends the build.</param>
    public async Task<EdiProgramResult> BuildAsync(IEnumerable<string> options, CancellationToken cancellation)
    {
        var command = DotnetCommand.For(this, ["build", File, "-tl:off", "-nodeReuse:false", "-c", Configuration, .. options]);
        if (BuildLog is not null)
        {
            command = command.WithStandardOutputPipe(PipeTarget.ToFile(BuildLog));
        }

        await s_oneBuild.WaitAsync(cancellation);
        try
        {
            return await EdiHostProgram.RunAsync(command, cancellation);
        }
        finally
        {
            s_oneBuild.Release();
        }
    }

    /// <summary>Asks MSBuild for a property of the project, without a build.</summary>
    /// <param name="name">The property's name.</param>
    /// <param name="cancellation">Ends MSBuild.</param>
    /// <exception cref="EdiTestingException">The project cannot be read.</exception>
    public async Task<string> GetPropertyAsync(string name, CancellationToken cancellation = default)
    {
        var command = DotnetCommand.For(this, ["msbuild", File, "-nologo", "-nodeReuse:false", $"-getProperty:{name}", $"-p:Configuration={Configuration}"]);
        return (await EdiHostProgram.RunAsync(command, cancellation)).Require().TrimEnd('\n');
    }

    /// <summary>The path of the disk image, which MSBuild knows before it is built.</summary>
    /// <param name="cancellation">Ends MSBuild.</param>
    /// <exception cref="EdiTestingException">The project cannot be read.</exception>
    public Task<string> ImageFileAsync(CancellationToken cancellation = default) => GetPropertyAsync("TargetPath", cancellation);

    /// <summary>Opens the disk image, which has to be built.</summary>
    /// <param name="cancellation">Ends MSBuild.</param>
    /// <exception cref="EdiTestingException">The project cannot be read, or its image is not built.</exception>
    public async Task<EdiDiskImage> OpenImageAsync(CancellationToken cancellation = default)
    {
        string file = await ImageFileAsync(cancellation);
        return System.IO.File.Exists(file)
            ? EdiDiskImage.Open(file)
            : throw new EdiTestingException($"There is no disk image {file}: 'dotnet build {File} -c {Configuration}' makes it, and so does {nameof(BuildAsync)}.");
    }

    private static string Names((string Name, string File, string Configuration)[] references) =>
        references.Length == 0 ? "none" : string.Join(", ", references.Select(reference => reference.Name));

    // The build has put these into the assembly, for each reference.
    private static IEnumerable<(string Name, string File, string Configuration)> References(Assembly assembly)
    {
        var metadata = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToArray();
        string? configuration = metadata.FirstOrDefault(attribute => attribute.Key == ConfigurationKey)?.Value;
        return metadata
            .Where(attribute => attribute.Key.StartsWith(KeyPrefix, StringComparison.Ordinal) && attribute.Value is not null)
            .Select(attribute => (attribute.Key[KeyPrefix.Length..], attribute.Value!, configuration ?? "Debug"));
    }
}
