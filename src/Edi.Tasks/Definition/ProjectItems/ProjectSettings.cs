using System.Collections.Immutable;

namespace Edi.Tasks.Definition.ProjectItems;

/// <summary>What a project, or a command line, says about the programs that build the image, as it is written there.</summary>
internal sealed record ProjectSettings
{
    /// <summary>Nothing is said.</summary>
    public static ProjectSettings None { get; } = new();

    /// <summary>Items <c>EdiEnvironment</c>.</summary>
    public ImmutableArray<ProjectItem> Environment { get; init; } = [];

    /// <summary>Items <c>EdiVaultId</c>.</summary>
    public ImmutableArray<ProjectItem> VaultIds { get; init; } = [];

    /// <summary>The property <c>EdiVaultPasswordFile</c>.</summary>
    public string VaultPasswordFile { get; init; } = "";

    /// <summary>The property <c>EdiAnsibleArguments</c>.</summary>
    public string AnsibleArguments { get; init; } = "";

    /// <summary>The step for which they are; empty means every playbook.</summary>
    public string Step { get; init; } = "";

    /// <summary>edi's <c>edi_log_level</c>.</summary>
    public string LogLevel { get; init; } = "WARNING";
}
