using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Edi.Tasks.Definition;

/// <summary>Values by their keys in one line, for fingerprints, which people read.</summary>
internal static class DescribedValues
{
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="values">Those that are null or empty are left out.</param>
    public static string Of(params ReadOnlySpan<(string Key, string? Value)> values)
    {
        var described = new JsonObject();
        foreach (var (key, value) in values)
        {
            if (!string.IsNullOrEmpty(value))
            {
                described[key] = value;
            }
        }

        return described.ToJsonString(s_options);
    }
}
