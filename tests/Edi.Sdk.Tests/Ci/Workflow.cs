using Edi.Sdk.Tests.Harness;
using YamlDotNet.Serialization;

namespace Edi.Sdk.Tests.Ci;

/// <summary>One script of a job, as its server runs it.</summary>
internal sealed record WorkflowStep(string Name, string Script);

/// <summary>A file of docs/ci, as far as it says what runs on the machine: the same for each server.</summary>
/// <param name="Steps">What runs, in this order.</param>
/// <param name="Variables">The environment of all steps.</param>
/// <param name="Cached">The files and folders that the next run finds again.</param>
/// <param name="Kept">The files and folders that the run leaves on the server.</param>
internal sealed record Workflow(IReadOnlyDictionary<string, string> Variables, WorkflowStep[] Steps, string[] Cached, string[] Kept)
{
    public static readonly string[] Files = ["github.yml", "gitlab-ci.yml", "azure-pipelines.yml"];

    public static string PathOf(string file) => Repository.PathOf($"docs/ci/{file}");

    /// <param name="file">One of <see cref="Files"/>.</param>
    /// <param name="folder">Where the server has the repository.</param>
    /// <param name="cache">What stands for EdiCacheDirectory, where the server has it outside of that.</param>
    public static Workflow Read(string file, string folder, string cache)
    {
        string text = File.ReadAllText(PathOf(file)).Replace("/var/tmp/edi", cache, StringComparison.Ordinal);
        var root = Mapping(new DeserializerBuilder().Build().Deserialize(text)!);
        return file switch
        {
            "github.yml" => GitHub(Mapping(Mapping(root["jobs"])["image"])),
            "gitlab-ci.yml" => GitLab(Mapping(root["os-image"]), folder),
            "azure-pipelines.yml" => Azure(root, Path.Combine(folder, "..", "workspace-of-pipeline")),
            _ => throw new ArgumentException($"No server reads {file}.", nameof(file)),
        };
    }

    private static Workflow GitHub(Dictionary<string, object> job)
    {
        var steps = List(job["steps"]).Select(Mapping).ToArray();
        return new(
            Texts(job["env"]),
            [.. steps.Where(step => step.ContainsKey("run")).Select(step => new WorkflowStep((string)step["name"], "set -e\n" + step["run"]))],
            Paths(steps, "actions/cache@"),
            Paths(steps, "actions/upload-artifact@"));
    }

    private static string[] Paths(IEnumerable<Dictionary<string, object>> steps, string action) =>
    [
        .. steps.Where(step => step.TryGetValue("uses", out object? uses) && ((string)uses).StartsWith(action, StringComparison.Ordinal))
            .SelectMany(step => ((string)Mapping(step["with"])["path"]).Split('\n', StringSplitOptions.RemoveEmptyEntries)),
    ];

    // GitLab replaces variables in variables, and runs all lines in one shell.
    private static Workflow GitLab(Dictionary<string, object> job, string folder) => new(
        Texts(job["variables"]).Append(KeyValuePair.Create("CI_PROJECT_DIR", folder))
            .ToDictionary(variable => variable.Key, variable => variable.Value.Replace("$CI_PROJECT_DIR", folder, StringComparison.Ordinal)),
        [new("Build and test", "set -eo pipefail\n" + string.Join('\n', List(job["script"])))],
        [.. List(Mapping(job["cache"])["paths"]).Cast<string>()],
        [.. List(Mapping(job["artifacts"])["paths"]).Cast<string>()]);

    // Azure writes the names of variables in capitals, and stops at no line that fails unless the script says so.
    private static Workflow Azure(Dictionary<string, object> root, string workspace)
    {
        var variables = Texts(root["variables"]);
        string Expand(string text) => variables.Aggregate(text, (expanded, variable) => expanded.Replace($"$({variable.Key})", variable.Value, StringComparison.Ordinal))
            .Replace("$(Pipeline.Workspace)", workspace, StringComparison.Ordinal);
        var steps = List(Mapping(List(root["jobs"])[0])["steps"]).Select(Mapping).ToArray();
        return new(
            variables.ToDictionary(variable => variable.Key.ToUpperInvariant(), variable => Expand(variable.Value)),
            [.. steps.Where(step => step.ContainsKey("script")).Select(step => new WorkflowStep((string)step["displayName"], (string)step["script"]))],
            [.. steps.Where(step => step.TryGetValue("task", out object? task) && ((string)task).StartsWith("Cache@", StringComparison.Ordinal)).Select(step => Expand((string)Mapping(step["inputs"])["path"]))],
            [.. steps.Where(step => step.ContainsKey("publish")).Select(step => (string)step["publish"])]);
    }

    private static Dictionary<string, string> Texts(object mapping) => Mapping(mapping).ToDictionary(entry => entry.Key, entry => (string)entry.Value);

    private static Dictionary<string, object> Mapping(object node) =>
        ((Dictionary<object, object>)node).ToDictionary(entry => (string)entry.Key, entry => entry.Value);

    private static List<object> List(object node) => (List<object>)node;
}
