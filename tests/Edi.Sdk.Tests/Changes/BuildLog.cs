using System.Collections.Immutable;
using Microsoft.Build.Logging.StructuredLogger;

namespace Edi.Sdk.Tests.Changes;

/// <summary>What a build did, by its binary log.</summary>
internal static class BuildLog
{
    private static readonly ImmutableHashSet<string> s_tasks = ["EdiRunCommand", "EdiBootstrap", "EdiContainer", "EdiConfigure", "EdiApplication", "EdiImage"];

    /// <summary>The steps whose task was executed, in their order, each with the reason that it told first of all.</summary>
    public static ImmutableArray<StepRun> ReadSteps(string path) =>
        [.. BinaryLog.ReadBuild(path).FindChildrenRecursive<Microsoft.Build.Logging.StructuredLogger.Task>(task => s_tasks.Contains(task.Name)).Select(Read)];

    /// <summary>The same of a build of several projects: the steps of each, by its name.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<string>> ReadStepsByProject(string path) => BinaryLog.ReadBuild(path)
        .FindChildrenRecursive<Microsoft.Build.Logging.StructuredLogger.Task>(task => s_tasks.Contains(task.Name))
        .GroupBy(task => Path.GetFileNameWithoutExtension(task.GetNearestParent<Project>()!.Name))
        .ToImmutableSortedDictionary(steps => steps.Key, steps => steps.Select(task => Read(task).Step).ToImmutableArray());

    private static StepRun Read(Microsoft.Build.Logging.StructuredLogger.Task task)
    {
        string step = task.Name switch
        {
            "EdiConfigure" => $"EdiConfigure.{Parameter(task, "Playbook")}",
            "EdiApplication" => $"EdiApplication.{Parameter(task, "Application")}",
            "EdiRunCommand" => Parameter(task, "Step"),
            var name => name,
        };
        string start = step + ": ";
        string? reason = task.FindChild<Message>(message => message.Text.StartsWith(start, StringComparison.Ordinal))?.Text[start.Length..];
        return new(step, reason ?? "(no reason)");
    }

    private static string Parameter(TreeNode task, string name) =>
        task.FindChildrenRecursive<Property>(property => property.Name == name)[0].Value;
}
