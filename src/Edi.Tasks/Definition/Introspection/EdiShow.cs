using System.Text.Json.Nodes;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Definition.Introspection;

/// <summary>
/// Writes what <see cref="EdiReadDefinition"/> has left in a file to standard output, without secrets, and not to MSBuild's log:
/// the terminal would drop it, a program could not read it, and a binary log would keep it.
/// </summary>
public sealed class EdiShow : EdiTask
{
    /// <summary>A file in JSON.</summary>
    [Required]
    public string File { get; set; } = "";

    /// <summary>The format of the output: yaml or json; empty means yaml.</summary>
    public string Format { get; set; } = "";

    /// <summary>The purpose for which the definition was read: Image, Device or Development; EDI1005 for anything else.</summary>
    public string Purpose { get; set; } = "Image";

    /// <inheritdoc/>
    protected override void Run()
    {
        ShownPurpose.Parse(Purpose);
        Print(ShownValue.Format(WithoutSecrets(System.IO.File.ReadAllText(File)), Format));
    }

    internal static JsonNode WithoutSecrets(string json)
    {
        var content = JsonNode.Parse(json);
        return new ShownSecrets(SecretParameters.Of(content)).Mask("", content)!;
    }
}
