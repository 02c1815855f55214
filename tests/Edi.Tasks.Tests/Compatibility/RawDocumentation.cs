using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Edi.Tasks.Compatibility;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

/// <summary>What documentation is made of, the steps, and what the program <c>edi</c> makes of both in a sandbox.</summary>
internal sealed class RawDocumentation
{
    private readonly SandboxFixture _fixture;
    private readonly string _folder;
    private readonly List<DocumentationStepDefinition> _steps = [];
    private readonly StringBuilder _packages = new();

    public RawDocumentation(SandboxFixture fixture)
    {
        _fixture = fixture;
        _folder = Directory.CreateDirectory(fixture.Tools.Folder.At($"cache/{Guid.NewGuid():N}")).FullName;
        foreach (string name in new[] { "root/usr/share/doc/edi", "templates", "output" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, name));
        }

        File.WriteAllText(Config, "");
    }

    public static SourcePosition Position { get; } = new("/project/image.yml", 7, 3, 7, 9);

    /// <summary>The definition's file.</summary>
    public string Config => Path.Combine(_folder, "image.yml");

    /// <summary>The root file system in which the raw documentation lies.</summary>
    public string Root => Path.Combine(_folder, "root");

    public string Raw => Path.Combine(Root, "usr/share/doc");

    public string Output => Path.Combine(_folder, "output");

    /// <summary>Whether the caller was known to render documentation.</summary>
    public bool IsExpected { get; init; } = true;

    public void Write(string relative, string content)
    {
        string path = Path.Combine(Raw, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    public void WriteCompressed(string relative, byte[] content)
    {
        string path = Path.Combine(Raw, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var stream = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        stream.Write(content);
    }

    /// <summary>Adds an installed package, with a changelog unless that is empty.</summary>
    public void AddPackage(string name, string changelog = "", string file = "changelog.Debian.gz")
    {
        _packages.Append(CultureInfo.InvariantCulture, $"- {{package: {name}, version: '2.0-1', architecture: all, source_package: {name}, status: 'ii '}}\n");
        Write("edi/packages.yml", _packages.ToString());
        if (changelog.Length > 0)
        {
            WriteCompressed($"{name}/{file}", Encoding.UTF8.GetBytes(changelog));
        }
    }

    /// <summary>A file in the folder of the templates.</summary>
    public string WriteTemplate(string name, string text)
    {
        string path = Path.Combine(_folder, "templates", name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Adds a step whose template has the text; the parameters are JSON.</summary>
    public void AddStep(string text, string parameters = "{}", string output = "out.txt")
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{_steps.Count + 1}00_step");
        AddStepOf(WriteTemplate($"{name}.j2", text), parameters, output, name);
    }

    /// <summary>Adds a step with a template that is there.</summary>
    public void AddStepOf(string template, string parameters, string output, string name = "100_step") =>
        _steps.Add(new(name, template, output, JsonNode.Parse(parameters)!.AsObject().ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value?.DeepClone()), Position));

    /// <summary>Runs <c>edi documentation render</c>.</summary>
    public RenderedDocumentation Render(string? raw = null, string? config = null) => Run("documentation", "render", raw ?? Raw, Output, config ?? Config);

    public RenderedDocumentation Run(params string[] words)
    {
        using var definitions = new DefinitionFolder();
        var definition = definitions.Read(DefinitionFolder.Bootstrap) with { Path = Config, DocumentationSteps = [.. _steps] };
        var edi = EdiProgram.Write(_fixture.Sandbox, definition, IsExpected);
        var said = new List<string>();
        int exitCode = _fixture.Sandbox.Run(edi.Offer(new("edi", [.. words])).With("edi_project_container_root", Root), said.Add);
        return new(exitCode, said, edi.ReadProblems(), Directory.GetFiles(Output).ToDictionary(file => Path.GetFileName(file), File.ReadAllText));
    }
}

/// <summary>What the program has printed to standard output, and the rendered files by their names.</summary>
internal sealed record RenderedDocumentation(int ExitCode, IReadOnlyList<string> Said, ImmutableArray<EdiProgramProblem> Problems, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>The only file's text, when all went well.</summary>
    public string Text
    {
        get
        {
            Assert.True(ExitCode == 0, string.Join('\n', Said));
            return Assert.Single(Files).Value;
        }
    }

    /// <summary>The errors, when nothing was rendered.</summary>
    public string[] Errors
    {
        get
        {
            Assert.Equal(1, ExitCode);
            Assert.Empty(Files);
            return [.. Problems.Where(problem => problem.Kind == "error").Select(problem => problem.Message)];
        }
    }
}
