using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Lint;

/// <summary>Applies every rule to the last layer, and finds out what has caused each finding.</summary>
internal sealed class ImageLint(StepContext context)
{
    /// <param name="layers">The steps that leave layers, in their order, with their digest files.</param>
    /// <param name="report">The file for the findings.</param>
    /// <param name="digest">The file for what identifies them.</param>
    public void Run(ImmutableArray<(string Step, string Digest)> layers, string report, string digest)
    {
        string name = context.Names.Container(StepNames.Lint);
        using var sandbox = context.StartSandbox(container: name);
        var engine = new BuildahEngine(sandbox, context.CacheDirectory);
        ImmutableArray<(EdiCode Code, LintFinding Finding)> found;
        // This container is never committed.
        using (var container = engine.Create(name, LayerDigest.Read(layers[^1].Digest)))
        {
            var root = new RootInventory(sandbox, container.RootDirectory).Read();
            found = Check(new(root, context.Definition, BuildHost.Read(), new PerlPasswordCheck(sandbox)));
        }

        var origins = new LayerOrigins(sandbox, context.CacheDirectory, [.. layers.Select(layer => (layer.Step, LayerDigest.Read(layer.Digest)))]);
        var steps = origins.Of([.. found.Select(finding => finding.Finding)]);
        sandbox.Complete();
        LintReport.Write(AtomicFile.Partial(report), [.. found.Zip(steps, (finding, step) => Report(finding.Code, finding.Finding, step))]);
        AtomicFile.Publish(report);
        new Fingerprint().Add("findings", FileTree.Digest(report)).WriteIfDifferent(digest);
    }

    /// <summary>All findings, in the order of the codes.</summary>
    internal static ImmutableArray<(EdiCode Code, LintFinding Finding)> Check(LintedImage image) =>
        [.. LintRules.All.SelectMany(rule => rule.Check(image).Select(finding => (rule.Code, finding)))];

    private ReportedFinding Report(EdiCode code, LintFinding finding, string step) => new(
        code.Id,
        finding.Path,
        finding.Message,
        step,
        finding.Value.Length == 0
            ? ""
            : context.Definition.Playbooks.FirstOrDefault(playbook => StepNames.Playbook(playbook.Name) == step)?.Variables
                .FirstOrDefault(variable => variable.Value is JsonValue value && value.TryGetValue(out string? text) && text == finding.Value).Key ?? "");
}
