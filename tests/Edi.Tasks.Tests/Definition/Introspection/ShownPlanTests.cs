using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Introspection;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Tests;

/// <summary>What the plan says is what MSBuild would do.</summary>
public sealed class ShownPlanTests : IDisposable
{
    private const string Definition =
        """
        bootstrap: {suite: trixie}
        preprocessing_commands: {100_keys: {path: c.sh, output: {keys: keys}}}
        playbooks: {100_first: {path: p/main.yml, parameters: {color: red}}, 200_second: {path: q/main.yml}}
        postprocessing_commands: {300_sign: {path: c.sh, output: {signature: s}}}

        """;

    private readonly DefinitionFolder _folder = new();
    private readonly TemporaryFolder _state = new();

    public ShownPlanTests()
    {
        _folder.WriteToProject("plugins/p/main.yml");
        _folder.WriteToProject("plugins/q/main.yml");
        _folder.WriteToProject("plugins/c.sh");
    }

    private StepFiles Files => new(_state.At("fingerprint"), _state.At("stamp"), _state.At("digest"));

    public void Dispose()
    {
        _folder.Dispose();
        _state.Dispose();
    }

    [Fact]
    public void What_has_not_been_built_runs()
    {
        var plan = Plan(Definition);
        Assert.Equal(
            ["EdiPreprocess.100_keys", "EdiBootstrap", "EdiContainer", "EdiConfigure.100_first", "EdiConfigure.200_second", "EdiPostprocess.300_sign"],
            plan.Select(step => step.Key));
        Assert.All(plan, step => Assert.Equal("yes: it has not been built", Said(step.Value!)));
    }

    [Fact]
    public void What_has_been_built_does_not_run()
    {
        Build(Definition);
        Assert.All(Plan(Definition), step => Assert.Equal("no: ", Said(step.Value!)));
    }

    [Fact]
    public void A_change_runs_its_step_and_perhaps_those_after_it()
    {
        Build(Definition);
        var plan = Plan(Definition.Replace("red", "blue", StringComparison.Ordinal));
        Assert.Equal("yes: parameter.color changed", Said(plan["EdiConfigure.100_first"]!));
        Assert.Equal("perhaps: EdiConfigure.100_first runs, and its result may differ", Said(plan["EdiConfigure.200_second"]!));
        Assert.Equal("perhaps: EdiConfigure.200_second runs, and its result may differ", Said(plan["EdiPostprocess.300_sign"]!));
        Assert.Equal("no: ", Said(plan["EdiBootstrap"]!));
    }

    [Fact]
    public void A_result_that_is_newer_than_a_step_runs_it_whichever_of_its_inputs_it_is()
    {
        Build(Definition);
        File.SetLastWriteTimeUtc(Files.Digest("EdiPreprocess.100_keys"), DateTime.UtcNow.AddMinutes(1));
        var plan = Plan(Definition);
        Assert.Equal("yes: the result of EdiPreprocess.100_keys changed", Said(plan["EdiPostprocess.300_sign"]!));
        // The bootstrap reads no results.
        Assert.Equal("no: ", Said(plan["EdiBootstrap"]!));
    }

    [Fact]
    public void A_result_that_is_missing_runs_its_step()
    {
        Build(Definition);
        string signature = Path.Combine(_folder.Folders.Output, "s");
        File.Delete(signature);
        Assert.Equal($"yes: {signature} is missing", Said(Plan(Definition)["EdiPostprocess.300_sign"]!));
    }

    [Fact]
    public void A_layer_that_is_missing_from_the_store_runs_its_step()
    {
        Build(Definition);
        AtomicFile.Write(Files.Digest("EdiConfigure.100_first"), "layer-image=123\n");
        string layer = _state.At("cache/buildah/overlay-images/123");
        Assert.Contains($"{layer} is missing", Said(Plan(Definition)["EdiConfigure.100_first"]!), StringComparison.Ordinal);
        Directory.CreateDirectory(layer);
        Assert.DoesNotContain("missing", Said(Plan(Definition)["EdiConfigure.100_first"]!), StringComparison.Ordinal);
    }

    private static string Said(JsonNode step) => $"{step["run"]}: {string.Join(", ", step["why"]!.AsArray())}";

    private JsonObject Plan(string yaml)
    {
        var definition = _folder.Read(yaml);
        foreach (var (step, fingerprint) in new StepFingerprints(definition, _folder.Folders, "1.0.0").All())
        {
            fingerprint.WriteIfDifferent(Files.Fingerprint(step));
        }

        return new ShownPlan(definition, Files, _state.At("bootstrap.tar"), [], _state.At("cache")).ToJson();
    }

    /// <summary>Leaves what all steps would leave.</summary>
    private void Build(string yaml)
    {
        _state.CreateFolder("cache/buildah/overlay-images/0123abcd");
        _state.Write("cache/buildah/overlay-images/images.json", """[{"id": "0123abcd"}, {"id": "123"}]""");
        AtomicFile.Write(_state.At("bootstrap.tar"), "");
        AtomicFile.Write(Path.Combine(_folder.Folders.Artifacts, "keys"), "");
        AtomicFile.Write(Path.Combine(_folder.Folders.Output, "s"), "");
        foreach (string step in Plan(yaml).Select(step => step.Key))
        {
            AtomicFile.Write(Files.Digest(step), StepNames.LeavesLayer(step) ? "layer-image=0123abcd\n" : "");
            AtomicFile.Write(Files.Stamp(step), File.ReadAllText(Files.Fingerprint(step)));
            new StepResults(StepFiles.ResultsOf(Files.Stamp(step))).Write([]);
        }

        foreach (string stamp in Directory.GetFiles(Files.StampDirectory))
        {
            File.SetLastWriteTimeUtc(stamp, DateTime.UtcNow.AddSeconds(1));
        }
    }
}
