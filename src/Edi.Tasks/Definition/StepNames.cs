namespace Edi.Tasks.Definition;

/// <summary>The names of the steps in files, containers and messages; the targets have the same.</summary>
internal static class StepNames
{
    public const string Begin = "EdiReadDefinition";
    public const string Bootstrap = "EdiBootstrap";

    /// <summary>No step of this project: what the base has left.</summary>
    public const string Base = "EdiBase";

    public const string Container = "EdiContainer";
    public const string Export = "EdiExport";
    public const string Image = "EdiImage";
    public const string Report = "EdiReport";
    public const string Lint = "EdiLint";

    /// <summary>No step of a build: it runs when it is called.</summary>
    public const string Documentation = "EdiRenderDocumentation";

    /// <summary>Whether a step leaves a layer in a store.</summary>
    public static bool LeavesLayer(string step) =>
        step is Container or Export || step.StartsWith(Playbook(""), StringComparison.Ordinal) || step.StartsWith(Application(""), StringComparison.Ordinal);

    public static string Playbook(string name) => $"EdiConfigure.{name}";

    public static string Application(string name) => $"EdiApplication.{name}";

    /// <summary>No step: what the application's own build has left.</summary>
    public static string Publishing(string application) => $"EdiPublishApplication.{application}";

    public static string Format(string name) => $"EdiFormat.{name}";

    public static string Command(CommandDefinition command) =>
        $"{(command.Stage == CommandStage.Preprocessing ? "EdiPreprocess" : "EdiPostprocess")}.{command.Name}";
}
