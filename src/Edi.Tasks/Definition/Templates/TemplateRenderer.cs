using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Definition.Templates;

/// <summary>
/// Renders templates with the Jinja2 that Ansible brings along: one process for all, none for texts without a template's
/// syntax, and none when nothing has changed since the time before.
/// </summary>
/// <param name="cacheDirectory">Where the last results are kept; readable for their owner only, since variables may be secrets.</param>
/// <param name="isStrict">Whether an undefined variable is an error; else it is an empty text, as in edi.</param>
internal sealed class TemplateRenderer(string cacheDirectory, bool isStrict, CancellationToken cancellation)
{
    /// <summary>Debian's package with Jinja2, which ansible-core depends on.</summary>
    public const string Package = "python3-jinja2";

    // Debian's own interpreter: another one of the user's has other modules.
    private const string Python = "/usr/bin/python3";

    private static readonly JsonSerializerOptions s_names = new(JsonSerializerDefaults.Web);

    /// <summary>Whether a text means anything to Jinja2.</summary>
    public static bool IsTemplate(string text) =>
        text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal) || text.Contains("{#", StringComparison.Ordinal);

    /// <summary>The rendered texts in the order of the templates; null where one could not be rendered, which <paramref name="problems"/> tells.</summary>
    /// <param name="name">The name of this set of templates, under which its results are kept.</param>
    /// <exception cref="EdiException">EDI0001, when the host has no Jinja2.</exception>
    public ImmutableArray<RenderedText?> Render(string name, ImmutableArray<Template> templates, ProblemList problems)
    {
        var meant = templates.Where(template => IsTemplate(template.Source)).ToImmutableArray();
        var answers = new Queue<Answer>(meant.IsEmpty ? [] : Ask(name, meant));
        return
        [
            .. templates.Select(template => IsTemplate(template.Source)
                ? Read(template, answers.Dequeue(), problems)
                : RenderedText.Of(template.File, template.Source)),
        ];
    }

    private static RenderedText? Read(Template template, Answer answer, ProblemList problems)
    {
        foreach (var problem in answer.Problems)
        {
            var place = new SourcePosition(template.File, problem.Line, problem.Column, problem.Line, problem.End);
            if (problem.Kind == "undefined")
            {
                problems.Add(EdiCodes.UndefinedVariable, place, Undefined(template, problem));
            }
            else
            {
                problems.Add(EdiCodes.InvalidTemplate, place, $"The template cannot be rendered by Jinja2: {problem.Message.TrimEnd('.')}.");
            }
        }

        return answer.Problems.Any(problem => problem.Kind != "undefined")
            ? null
            : new(template.File, answer.Text, [.. answer.Pieces.Select(ToPiece)]);
    }

    private static string Undefined(Template template, AnswerProblem problem)
    {
        const string test = "or test for it with 'is defined' or the filter 'default'.", way = "The property EdiUndefinedVariables=empty makes an empty text of it, as edi does.";
        if (problem.Message != $"'{problem.Name}' is undefined")
        {
            return $"A value is not defined: {problem.Message.TrimEnd('.')}. Correct the expression, {test} {way}"; // An attribute or an index.
        }

        string remedy = EditDistance.Nearest(problem.Name, template.Variables.Select(variable => variable.Key)) is { } nearest
            ? $"Did you mean '{nearest}'?"
            : $"{template.Remedy}, {test}";
        return $"The variable '{problem.Name}' is not defined. {remedy} {way}";
    }

    private static RenderedPiece ToPiece(JsonArray piece) =>
        new((int)piece[0]!, (bool)piece[1]!, (int)piece[2]!, (int)piece[3]!, (int)piece[4]!, (int)piece[5]!);

    private ImmutableArray<Answer> Ask(string name, ImmutableArray<Template> templates)
    {
        string script = Script.Of("render.py");
        string request = new JsonObject
        {
            ["strict"] = isStrict,
            ["templates"] = new JsonArray([.. templates.Select(template => (JsonNode)new JsonObject
            {
                ["source"] = template.Source,
                ["variables"] = template.Variables.DeepClone(),
            })]),
        }.ToJsonString();
        string? version = HostPackages.VersionOf(Package);
        string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{script}\n{version}\n{request}")));
        string cache = Path.Combine(cacheDirectory, name + ".json");
        if (ReadCache(cache, key) is { } known)
        {
            return known;
        }

        if (version is null || !File.Exists(Python))
        {
            throw new EdiException(
                EdiCodes.HostNotReady,
                $"{Package} is missing; it renders the templates in the definition. 'sudo apt-get install {Package}' installs it, and so does 'dotnet build -p:EdiInstallHostTools=true'.");
        }

        string answers = Run(new(Python, "-I", "-c", script) { StandardInput = request }, templates[0]);
        PrivateFile.Write(cache, $"{key}\n{answers}");
        return Parse(answers);
    }

    /// <summary>Nothing of it reaches a log: variables may be secrets.</summary>
    private string Run(ToolCommand command, Template first)
    {
        using var log = new StepLog(null, _ => { }, _ => { });
        var output = new StringBuilder();
        int exitCode = new HostToolRunner(log, cancellation).Run(command, line => output.Append(line));
        return exitCode == 0
            ? output.ToString()
            : throw new EdiException([new(
                EdiCodes.InvalidTemplate,
                $"The templates came to no end or needed more than 2 GiB of memory. {log.Tail}".TrimEnd(),
                new(first.File, 1, 1, 1, 1))]);
    }

    private static ImmutableArray<Answer>? ReadCache(string path, string key)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        string[] lines = File.ReadAllLines(path);
        try
        {
            return lines.Length == 2 && lines[0] == key ? Parse(lines[1]) : null;
        }
        catch (JsonException)
        {
            return null; // A computer that lost its power has cut it off.
        }
    }

    private static ImmutableArray<Answer> Parse(string json) =>
        [.. JsonSerializer.Deserialize<Answer[]>(json, s_names)!];

    private sealed record Answer(string Text, JsonArray[] Pieces, AnswerProblem[] Problems);

    private sealed record AnswerProblem(string Kind, string Name, string Message, int Line, int Column, int End);
}

/// <summary>A text that may be a template, and the variables that it may use.</summary>
/// <param name="File">The file that the text comes from, for messages.</param>
/// <param name="Remedy">What defines a variable for it, for messages.</param>
internal sealed record Template(string File, string Source, JsonObject Variables, string Remedy);
