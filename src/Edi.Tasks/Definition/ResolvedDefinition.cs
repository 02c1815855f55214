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
    private static readonly JsonSerializerOptions s_options = new()
    {
        Converters = { new JsonStringEnumConverter() },
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Writes the file if it differs.</summary>
    public static void Write(string path, ImageDefinition definition) =>
        PrivateFile.WriteIfDifferent(path, JsonSerializer.Serialize(definition, s_options));

    public static ImageDefinition Read(string path) =>
        JsonSerializer.Deserialize<ImageDefinition>(File.ReadAllText(path), s_options)!;

    /// <summary>What the last build has left; null when there was none, or one with an SDK that wrote other files.</summary>
    public static ImageDefinition? TryRead(string path)
    {
        try
        {
            return File.Exists(path) ? Read(path) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
