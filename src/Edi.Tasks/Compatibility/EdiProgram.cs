using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Compatibility;

/// <summary>The program <c>edi</c> in a sandbox: what of edi's command line scripts of real projects use.</summary>
internal sealed class EdiProgram
{
    private static readonly JsonSerializerOptions s_names = new(JsonSerializerDefaults.Web);

    private readonly string _program;
    private readonly string _problems;

    private EdiProgram(string program) => (_program, _problems) = (program, Path.Combine(Path.GetDirectoryName(program)!, "problems.json"));

    /// <summary>Writes the program, which vanishes with the sandbox.</summary>
    /// <param name="rendersDocumentation">Whether it may render documentation: the documentation steps are inputs of who calls it then.</param>
    public static EdiProgram Write(EdiSandbox sandbox, ImageDefinition definition, bool rendersDocumentation)
    {
        var program = new EdiProgram(sandbox.WriteScript("edi/edi", Script.Of("edi.py"), "/usr/bin/python3 -I"));
        // Only for its owner, since parameters may be secrets.
        PrivateFile.Write(Path.Combine(Path.GetDirectoryName(program._program)!, "edi.json"), new JsonObject
        {
            ["version"] = LoadTimeVariables.EdiVersion,
            ["config"] = definition.Path,
            ["problems"] = program._problems,
            ["steps"] = rendersDocumentation ? new JsonArray([.. definition.DocumentationSteps.Select(Describe)]) : null,
        }.ToJsonString());
        return program;
    }

    /// <summary>The same command, with the program in its search path.</summary>
    public ToolCommand Offer(ToolCommand command) =>
        command.With("PATH", $"{Path.GetDirectoryName(_program)}:{command.Environment.GetValueOrDefault("PATH", ToolEnvironment.SearchPath)}");

    /// <summary>Renders the definition's documentation steps.</summary>
    /// <param name="rawInput">The folder that documentation is made of, as the sandbox sees it.</param>
    /// <param name="output">The folder for the result.</param>
    /// <param name="config">The definition's file.</param>
    public ToolCommand Render(string rawInput, string output, string config) => new(_program, "documentation", "render", rawInput, output, config);

    /// <summary>What went wrong when it ran last; empty where it has not come so far as to tell.</summary>
    public ImmutableArray<EdiProgramProblem> ReadProblems() =>
        File.Exists(_problems) ? [.. JsonSerializer.Deserialize<EdiProgramProblem[]>(File.ReadAllText(_problems), s_names)!] : [];

    private static JsonNode Describe(DocumentationStepDefinition step) => new JsonObject
    {
        ["name"] = step.Name,
        ["template"] = step.Path,
        ["output"] = step.OutputFile,
        ["parameters"] = new JsonObject(step.Variables.Select(variable => KeyValuePair.Create(variable.Key, variable.Value?.DeepClone()))),
    };
}

/// <summary>Something that went wrong in the program.</summary>
/// <param name="Step">The documentation step; empty when it concerns none.</param>
/// <param name="File">The template; empty when it is not about one.</param>
/// <param name="Line">The template's line, from 1; 0 when nobody knows it.</param>
/// <param name="Kind">Either error or warning.</param>
internal sealed record EdiProgramProblem(string Message, string Step, string File, int Line, string Kind);
