using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Introspection;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Definition.Templates;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Tests;

/// <summary>
/// Whatever a file holds, loading it ends with a definition or with coded problems at places in it. Definitions of this
/// repository are broken at random for a few seconds, or for EDI_FUZZ_SECONDS. A case is told by its seed: with
/// EDI_FUZZ_SEED it is the first one.
/// </summary>
public sealed class DefinitionFuzzTests
{
    private static readonly TimeSpan s_longestCase = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan s_run = TimeSpan.FromSeconds(Number("EDI_FUZZ_SECONDS", 5));
    private static readonly string s_sdkPlugins = Repository.PathOf("src/Edi.Sdk/plugins");

    private static readonly ImmutableArray<CorpusDefinition> s_corpus =
    [
        .. CorpusDefinition.In("examples"),
        .. CorpusDefinition.In("tests/images"),
        .. CorpusDefinition.InProject("tests/projects/board"),
        .. CorpusDefinition.InProject("tests/projects/config-init"),
        // One that works without an end takes a run's whole time.
        .. CorpusDefinition.In("tests/definitions/broken").Where(definition => definition.Name != "template-without-end"),
    ];

    private readonly Stopwatch _rendering = new();

    [Fact]
    public void A_broken_definition_is_told_with_codes_and_places()
    {
        bool hasJinja = HostPackages.VersionOf(TemplateRenderer.Package) is not null;
        var running = Stopwatch.StartNew();
        int first = Number("EDI_FUZZ_SEED", 1), seed = first, rendered = 0;
        for (; running.Elapsed < s_run; seed++)
        {
            using var folder = new DefinitionFolder(s_sdkPlugins);
            var file = Write(folder, new Random(seed));
            if (!NeedsRendering(folder))
            {
                Check(seed, folder, file);
            }
            else if (hasJinja && _rendering.Elapsed < running.Elapsed / 2)
            {
                _rendering.Start();
                Check(seed, folder, file);
                _rendering.Stop();
                rendered++;
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{seed - first} definitions, {rendered} of them rendered, from seed {first} on.");
    }

    /// <summary>A definition with mistakes in it, and now and then an overlay with some.</summary>
    private static FileInfo Write(DefinitionFolder folder, Random random)
    {
        var definition = s_corpus[random.Next(s_corpus.Length)];
        var mutator = new DefinitionMutator(random);
        var file = definition.CopyTo(folder);
        File.WriteAllBytes(file.FullName, mutator.Mutate(File.ReadAllBytes(definition.Path)));
        if (random.Next(4) == 0)
        {
            byte[] overlay = mutator.Mutate(File.ReadAllBytes(s_corpus[random.Next(s_corpus.Length)].Path));
            File.WriteAllBytes(folder.WriteToProject($"configuration/overlay/{definition.Name}.ada.yml"), overlay);
        }

        return file;
    }

    private static bool NeedsRendering(DefinitionFolder folder) =>
        Directory.GetFiles(folder.Plugins.ProjectDirectory, "*", SearchOption.AllDirectories).Any(file => TemplateRenderer.IsTemplate(File.ReadAllText(file)));

    private static void Check(int seed, DefinitionFolder folder, FileInfo file)
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"EDI_FUZZ_SEED={seed} ({file.Name}), {Convert.ToBase64String(File.ReadAllBytes(file.FullName))}");
        try
        {
            var loading = Task.Run(() => LoadAndShow(folder, file));
            Assert.True(Task.WaitAny([loading], s_longestCase) == 0, $"It does not end: {what}");
            loading.GetAwaiter().GetResult();
        }
        catch (EdiException e)
        {
            Assert.All(e.Problems, problem => Assert.True(IsGood(problem, folder, file), $"{problem}: {what}"));
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
        {
            Assert.Fail($"{e}: {what}");
        }
    }

    /// <summary>What a build does with a definition before it starts a tool.</summary>
    private static void LoadAndShow(DefinitionFolder folder, FileInfo file)
    {
        var loaded = folder.Load(file);
        ShownValue.Format(YamlValues.ToJson(loaded.Merged)!, "yaml");
        string resolved = Path.Combine(folder.Folders.Artifacts, "definition.json");
        ResolvedDefinition.Write(resolved, loaded.Definition);
        Assert.All(new StepFingerprints(ResolvedDefinition.Read(resolved), folder.Folders, "1.0.0").All(), step => Assert.NotEmpty(step.Fingerprint.Lines));
    }

    /// <summary>Its place is in the project, or in a file elsewhere that the definition names.</summary>
    private static bool IsGood(EdiProblem problem, DefinitionFolder folder, FileInfo file) =>
        EdiCodes.All.Contains(problem.Code)
        && problem.Code != EdiCodes.Internal
        && problem.Position is { } place
        && (place.File.StartsWith(folder.Plugins.ProjectDirectory, StringComparison.Ordinal) || File.ReadAllText(file.FullName).Contains(place.File, StringComparison.Ordinal))
        && IsWithin(place, Encoding.UTF8.GetString(File.ReadAllBytes(place.File)).TrimStart('\uFEFF').Split(["\r\n", "\n", "\r"], StringSplitOptions.None));

    private static bool IsWithin(SourcePosition place, string[] lines) =>
        IsWithin(place.Line, place.Column, lines)
        && IsWithin(place.EndLine, place.EndColumn, lines)
        && (place.Line, place.Column).CompareTo((place.EndLine, place.EndColumn)) <= 0;

    private static bool IsWithin(int line, int column, string[] lines) =>
        line >= 1 && line <= lines.Length && column >= 1 && column <= lines[line - 1].Length + 1;

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
