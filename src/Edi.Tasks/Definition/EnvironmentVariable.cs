using System.Text.Json.Serialization;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition;

/// <summary>A variable that commands and playbooks have in their environment besides those that the build sets.</summary>
/// <param name="Value">Null takes what the environment of the build has; a secret in there is in no file of the project.</param>
/// <param name="IsSecret">Whether no log may have its value.</param>
internal sealed record EnvironmentVariable(string Name, string? Value, bool IsSecret, SourcePosition Position)
{
    /// <summary>Its value now; null when the environment of the build does not have it.</summary>
    [JsonIgnore]
    public string? Current => Value ?? Environment.GetEnvironmentVariable(Name);
}
