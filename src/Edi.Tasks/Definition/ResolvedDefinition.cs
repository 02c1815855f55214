using System.Text.Json;
using System.Text.Json.Serialization;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Definition;

/// <summary>
/// The file that hands a checked definition from <see cref="EdiReadDefinition"/> to the steps. Only its owner may read
/// it: parameters may be secrets.
/// </summary>
internal static class ResolvedDefinition
{
    private static readonly JsonSerializerOptions s_options = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Writes the file if it differs.</summary>
    public static void Write(string path, ImageDefinition definition) =>
        PrivateFile.WriteIfDifferent(path, JsonSerializer.Serialize(definition, s_options));

    public static ImageDefinition Read(string path) =>
        JsonSerializer.Deserialize<ImageDefinition>(File.ReadAllText(path), s_options)!;
}
