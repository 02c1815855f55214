using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Edi.Tasks.Lint;

/// <summary>The file that hands the findings from the step to every build's report. It holds no secrets.</summary>
internal static class LintReport
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string path, ImmutableArray<ReportedFinding> findings) =>
        File.WriteAllText(path, JsonSerializer.Serialize(findings, s_options) + "\n");

    public static ImmutableArray<ReportedFinding> Read(string path) =>
        JsonSerializer.Deserialize<ImmutableArray<ReportedFinding>>(File.ReadAllText(path), s_options);
}

/// <summary>A finding and its cause. Where that stands in the definition is looked up by who reports it: it may have moved since.</summary>
/// <param name="Code">The rule's code, EDI4nnn.</param>
/// <param name="Path">The place in the image.</param>
/// <param name="Step">The step that has left it; empty when none is known.</param>
/// <param name="Parameter">The parameter of that step whose value it is; empty when it is none's.</param>
internal sealed record ReportedFinding(string Code, string Path, string Message, string Step, string Parameter);
