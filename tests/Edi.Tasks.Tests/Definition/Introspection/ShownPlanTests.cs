using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Introspection;
using Edi.Tasks.Engines;
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

    [Fact]
    public void An_application_is_published_in_each_build_and_what_comes_after_it_may_change()
    {
        _folder.WriteToProject("Hello/Hello.csproj");
        _folder.Applications = [new("ProjectReference", "Hello/Hello.csproj", ImmutableDictionary<string, string>.Empty.Add("EdiInstallPath", "/opt/hello"), _folder.ProjectFile)];
        Build(Definition);
        var plan = Plan(Definition);
        Assert.Equal("yes: the application's own build tells what is up to date", Said(plan["EdiPublishApplication.Hello"]!));
        Assert.Equal("perhaps: EdiPublishApplication.Hello runs, and its result may differ", Said(plan["EdiApplication.Hello"]!));
        Assert.Equal("no: ", Said(plan["EdiConfigure.200_second"]!));
    }

    [Fact]
    public void It_has_the_values_of_variables_and_the_text_of_commands_without_secrets()
    {
        const string hash = "$6$abc$01234567890123456789012345678901234567890123456789012345678901234567890123456789012345";
        _folder.WriteToProject("plugins/c.sh", "login --token {{ registry_token }} https://me:hunter3@example.org/\n");
        var plan = Plan(Definition
            .Replace("{color: red}", $"{{color: red, root_password: hunter2, admin: '{hash}', users: [{{name: ada, pin_secret: 1234}}], note: the password is hunter2}}", StringComparison.Ordinal)
            .Replace("{keys: keys}}", "{keys: keys}, parameters: {registry_token: hunter4}}", StringComparison.Ordinal)
            .Replace("{signature: s}}", "{signature: s}, parameters: {registry_token: hunter4}}", StringComparison.Ordinal));
        var variables = plan["EdiConfigure.100_first"]!["variables"]!;
        Assert.Equal(
            ["red", "***", "***", "[{\"name\":\"ada\",\"pin_secret\":\"***\"}]", "the password is ***", "my-image"],
            new[] { "color", "root_password", "admin", "users", "note", "edi_configuration_name" }.Select(name => variables[name] is JsonArray list ? list.ToJsonString() : (string?)variables[name]));
        Assert.Equal("login --token *** https://me:***@example.org/", ((string)plan["EdiPreprocess.100_keys"]!["script"]!).Trim());
        Assert.Equal(("***", "my-image"), ((string?)plan["EdiPreprocess.100_keys"]!["variables"]!["registry_token"], (string?)plan["EdiPreprocess.100_keys"]!["variables"]!["edi_configuration_name"]));
        Assert.DoesNotContain("hunter", plan.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(hash, plan.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_layout_is_shown_in_the_words_of_the_definition()
    {
        var inputs = Plan(Definition + DefinitionFolder.Image)["EdiImage"]!["inputs"]!.AsArray().Select(line => (string?)line);
        Assert.Contains(
            """partition.10_root={"type":"0FC63DAF-8483-4772-8E79-3D69D8477DE4","label":"ROOT","file_system":"ext4","free_space":"16MiB","mount_point":"/","alignment":"1MiB"}""", inputs);
    }

    [Fact]
    public void On_a_device_each_playbook_runs_each_time()
    {
        var steps = ShownPlan.OfDevice(_folder.Read(Definition), Files);
        Assert.Equal(["EdiConfigureTarget.100_first", "EdiConfigureTarget.200_second"], steps.Select(step => step.Name));
        Assert.All(steps, step => Assert.Equal(("yes", "what a device has already, only the playbook finds out"), (step.Runs, Assert.Single(step.Why))));
        Assert.Equal("red", (string?)steps[0].ToJson()["variables"]!["color"]);
    }

    [Fact]
    public void A_container_to_work_in_needs_the_first_layer_and_runs_all_playbooks()
    {
        Build(Definition);
        File.Delete(_state.At("bootstrap.tar"));
        var image = _folder.Read(Definition);
        _folder.Purpose = DefinitionPurpose.Development;
        var development = _folder.Read(Definition + "shared_folders: {src: {folder: src, mountpoint: src}}\n");
        var steps = ShownPlan.OfDevelopment((image, new(image, _state.At("bootstrap.tar"), []), Files), development, new(_state.At("other"), _state.At("other"), _state.At("other")), _state.At("cache"));
        Assert.Equal(
            ["EdiPreprocess.100_keys no", "EdiBootstrap yes", "EdiContainer perhaps", "EdiLaunch yes", "EdiLaunch.100_first yes", "EdiLaunch.200_second yes"],
            steps.Select(step => $"{step.Name} {step.Runs}"));
        Assert.Single(steps.Single(step => step.Name == "EdiLaunch").ToJson()["shared_folders"]!.AsObject());
    }

    [Fact]
    public void The_text_of_profiles_is_shown_where_the_engine_has_some()
    {
        _folder.Engine = ContainerEngine.Parse("lxd", "", "");
        _folder.WriteToProject("plugins/profile.yml", "name: {{ edi_configuration_name }}-profile\ndevices: {root: {path: /, pool: default, type: disk}}\nconfig: {user.token: hunter2}\n");
        var profile = Plan(Definition + "lxc_profiles: {100_first: {path: profile.yml}}\n")["EdiContainer"]!["lxc_profiles"]!["100_first"]!;
        Assert.EndsWith("plugins/profile.yml", (string)profile["path"]!, StringComparison.Ordinal);
        Assert.Equal("""{"name":"my-image-profile","devices":{"root":{"path":"/","pool":"default","type":"disk"}},"config":{"user.token":"***"}}""", profile["text"]!.ToJsonString());
        Assert.Equal("my-image", (string?)profile["variables"]!["edi_configuration_name"]);
    }

    private static string Said(JsonNode step) => $"{step["run"]}: {string.Join(", ", step["why"]!.AsArray())}";

    private JsonObject Plan(string yaml)
    {
        var definition = _folder.Read(yaml);
        foreach (var (step, fingerprint) in new StepFingerprints(definition, _folder.Folders, "1.0.0").All())
        {
            fingerprint.WriteIfDifferent(Files.Fingerprint(step));
        }

        return ShownPlan.ToJson(ShownPlan.OfImage(definition, new(definition, _state.At("bootstrap.tar"), []), Files, _state.At("cache")));
    }

    /// <summary>Leaves what all steps would leave.</summary>
    private void Build(string yaml)
    {
        _state.CreateFolder("cache/buildah/overlay-images/0123abcd");
        _state.Write("cache/buildah/overlay-images/images.json", """[{"id": "0123abcd"}, {"id": "123"}]""");
        AtomicFile.Write(_state.At("bootstrap.tar"), "");
        AtomicFile.Write(Path.Combine(_folder.Folders.Artifacts, "keys"), "");
        AtomicFile.Write(Path.Combine(_folder.Folders.Output, "s"), "");
        foreach (string step in Plan(yaml).Select(step => step.Key).Where(step => !step.StartsWith("EdiPublishApplication", StringComparison.Ordinal)))
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
