using System.Collections.Immutable;
using Microsoft.Build.Logging.StructuredLogger;

namespace Edi.Sdk.Tests.Changes;

/// <summary>What a build did, by its binary log.</summary>
internal static class BuildLog
{
    private static readonly ImmutableHashSet<string> s_tasks = ["EdiRunCommand", "EdiBootstrap", "EdiContainer", "EdiConfigure", "EdiImage"];

    /// <summary>The steps whose task was executed, in their order, each with the reason that it told first of all.</summary>
    public static ImmutableArray<StepRun> ReadSteps(string path) =>
        [.. BinaryLog.ReadBuild(path).FindChildrenRecursive<Microsoft.Build.Logging.StructuredLogger.Task>(task => s_tasks.Contains(task.Name)).Select(Read)];

    private static StepRun Read(Microsoft.Build.Logging.StructuredLogger.Task task)
    {
        string step = task.Name switch
        {
            "EdiConfigure" => $"EdiConfigure.{Parameter(task, "Playbook")}",
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
