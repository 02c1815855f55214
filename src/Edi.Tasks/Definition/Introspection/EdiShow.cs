using System.Text.Json.Nodes;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Definition.Introspection;

/// <summary>
/// Writes what <see cref="EdiReadDefinition"/> has left in a file to standard output, and not to MSBuild's log: the
/// terminal would drop it, a program could not read it, and a binary log would keep it.
/// </summary>
public sealed class EdiShow : EdiTask
{
    /// <summary>A file in JSON.</summary>
    [Required]
    public string File { get; set; } = "";

    /// <summary>The format of the output: yaml or json.</summary>
    public string Format { get; set; } = "yaml";

    /// <inheritdoc/>
    protected override void Run() => Print(ShownValue.Format(JsonNode.Parse(System.IO.File.ReadAllText(File))!, Format));
}
