using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Introspection;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Documentation;

namespace Edi.Tasks.Tests;

/// <summary>What of the section documentation_steps is an input of what, and what is refused before anything is built.</summary>
public sealed class DocumentationStepTests : IDisposable
{
    private const string Steps =
        """
        postprocessing_commands:
          100_other: {path: other/other.sh, output: {other: o}}
          200_notes: {path: notes/notes.sh, output: {notes: n}}
        documentation_steps:
          100_index: {path: texts/index.j2, output: {file: index.rst}, parameters: {title: One}}

        """;

    private readonly DefinitionFolder _folder = new();

    public DocumentationStepTests()
    {
        _folder.WriteToProject("plugins/other/other.sh", "echo edi");
        _folder.WriteToProject("plugins/notes/notes.sh", "{{ edi_current_plugin_directory }}/write_notes");
        _folder.WriteToProject("plugins/notes/write_notes", "edi --log=INFO documentation render");
        _folder.WriteToProject("plugins/texts/index.j2", "{% include 'part.j2' %}");
        _folder.WriteToProject("plugins/texts/part.j2", "part");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("edi documentation render a b c", true)]
    [InlineData("edi --log DEBUG  documentation  render a b c", true)]
    [InlineData("subprocess.run([\"edi\", \"documentation\", \"render\", a])", true)]
    [InlineData("edi documentation rendered", false)]
    [InlineData("# renders the documentation", false)]
    [InlineData("documentation=$1\nrm -rf render", false)]
    public void A_command_renders_documentation_that_says_so(string script, bool expected)
    {
        _folder.WriteToProject("plugins/other/other.sh", script);
        Assert.Equal(expected, Read().PostprocessingCommands[0].RendersDocumentation);
    }

    [Fact]
    public void A_file_beside_the_script_may_say_it_and_without_steps_there_is_nothing_to_render()
    {
        Assert.True(Read().PostprocessingCommands[1].RendersDocumentation);
        Assert.False(_folder.Read(Steps.Split("documentation_steps")[0]).PostprocessingCommands[1].RendersDocumentation);
    }

    [Fact]
    public void Only_who_renders_documentation_needs_its_libraries()
    {
        Assert.Equal(["python3-debian", "python3-dateutil"], new StepPlan(Read(), "", []).HostPackages);
        File.WriteAllText(_folder.Plugins.Find("notes/write_notes")!, "");
        Assert.Empty(new StepPlan(Read(), "", []).HostPackages);
    }

    [Fact]
    public void What_a_step_reads_is_an_input_of_who_renders_it()
    {
        string[] renderers = ["EdiPostprocess.200_notes", "EdiRenderDocumentation"];
        Assert.Empty(Changed(() => { }));
        Assert.Equal(renderers, Changed(() => _folder.WriteToProject("plugins/texts/index.j2", "other")));
        Assert.Equal(renderers, Changed(() => _folder.WriteToProject("plugins/texts/part.j2", "other")));
        Assert.Equal(renderers, Changed(() => { }, Steps.Replace("One", "Two", StringComparison.Ordinal)));
        Assert.Equal(renderers, Changed(() => { }, Steps.Replace("index.rst", "contents.rst", StringComparison.Ordinal)));
        Assert.Equal(["EdiPostprocess.100_other"], Changed(() => _folder.WriteToProject("plugins/other/more", "")));
    }

    /// <summary>Another user, or another desktop, makes no other documentation.</summary>
    [Fact]
    public void A_fact_of_the_host_counts_where_a_template_names_it()
    {
        var other = _folder.Host with { Display = "7" };
        Assert.Empty(Changed(() => _folder.Host = other));
        _folder.WriteToProject("plugins/texts/part.j2", "{{ edi_current_display }}");
        Assert.Equal(["EdiPostprocess.200_notes", "EdiRenderDocumentation"], Changed(() => _folder.Host = other with { Display = "8" }));
    }

    [Theory]
    [InlineData("html,pdf", "EdiRenderDocumentation")]
    [InlineData("html", "")]
    public void The_formats_are_inputs_of_the_target(string formats, string changed)
    {
        var before = Fingerprints(Read());
        var after = Fingerprints(Read(formats: formats.Split(',')));
        Assert.Equal(changed.Split(',', StringSplitOptions.RemoveEmptyEntries), Differing(before, after));
    }

    [Fact]
    public void A_folder_takes_the_place_of_the_layer()
    {
        string input = Path.GetDirectoryName(_folder.WriteToProject("doc/edi/packages.yml"))!;
        var definition = Read(input: Path.GetDirectoryName(input)!);
        Assert.Equal([StepNames.Begin], Assert.Single(new StepPlan(definition, "", []).Documentation).Inputs);
        var before = Fingerprints(definition);
        _folder.WriteToProject("doc/edi/packages.yml", "[]");
        Assert.Equal(["EdiRenderDocumentation"], Differing(before, Fingerprints(definition)));
    }

    [Fact]
    public void In_a_plan_it_does_not_run_and_says_what_runs_it()
    {
        using var state = new TemporaryFolder();
        var definition = Read(input: _folder.Plugins.ProjectDirectory);
        var shown = ShownPlan.OfImage(definition, new(definition, "", []), new(state.At("fingerprint"), state.At("stamp"), state.At("digest")), state.At("cache"));
        var step = Assert.Single(shown, step => step.Name == "EdiRenderDocumentation");
        Assert.Equal("no", step.Runs);
        Assert.Equal(["only -t:EdiRenderDocumentation runs it: it has not been built"], step.Why);
        Assert.Equal("index.rst", (string?)step.ToJson()["100_index"]!["output"]);
    }

    [Theory]
    [InlineData("edi_doc_include_packages: bash", "'edi_doc_include_packages' must be a list of packages' names; found \"bash\".")]
    [InlineData("edi_doc_exclude_packages: [bash, 1]", "'edi_doc_exclude_packages' must be a list of packages' names; found [\"bash\",1].")]
    [InlineData("edi_doc_include_changelog: 'yes'", "'edi_doc_include_changelog' must be true or false; found \"yes\".")]
    [InlineData("edi_doc_changelog_baseline: [2024]", "'edi_doc_changelog_baseline' must be a date, such as '2024-05-31 00:00:00 GMT'; found [2024].")]
    [InlineData("edi_doc_replacements: {pattern: x}", "'edi_doc_replacements' must be a list of mappings with the keys 'pattern' and 'replacement', both texts; found {\"pattern\":\"x\"}.")]
    [InlineData("edi_doc_replacements: [{patern: x}]", "'edi_doc_replacements' must be a list of mappings with the keys 'pattern' and 'replacement', both texts; found [{\"patern\":\"x\"}].")]
    public void A_parameter_of_another_kind_is_refused_at_its_place(string parameter, string message) =>
        Assert.Equal([$"5:89 EDI1003 {message}"], _folder.Problems(Steps.Replace("title: One", $"title: One, {parameter}", StringComparison.Ordinal)));

    [Theory]
    [InlineData("edi_doc_include_packages: null")]
    [InlineData("edi_doc_changelog_baseline: 2024-05-31")]
    [InlineData("edi_doc_replacements: [{pattern: x}, {pattern: y, replacement: ''}]")]
    public void What_has_a_meaning_is_taken(string parameter) =>
        Assert.Empty(_folder.Problems(Steps.Replace("title: One", parameter, StringComparison.Ordinal)));

    [Theory]
    [InlineData("", false, "", "The definition has no section 'documentation_steps'")]
    [InlineData(Steps, false, "", "The definition makes no root file system")]
    [InlineData(Steps, true, "", null)]
    [InlineData(Steps, true, "html", null)]
    public void There_must_be_something_to_render(string steps, bool hasInput, string formats, string? expected) =>
        Expect(expected, _folder.Read(steps.Length > 0 ? steps : DefinitionFolder.Bootstrap), hasInput ? "/doc" : "", formats);

    [Fact]
    public void Sphinx_needs_an_index() =>
        Expect("Sphinx makes html of the file index.rst, which no documentation step makes.", _folder.Read(Steps.Replace("index.rst", "other.rst", StringComparison.Ordinal)), "/doc", "html");

    [Theory]
    [InlineData("", "")]
    [InlineData("html", "html")]
    [InlineData("pdf;html;pdf;", "pdf,html")]
    public void Formats_are_words_with_semicolons_between_them(string said, string formats) => Assert.Equal(formats, string.Join(',', DocumentationFormats.Parse(said)));

    [Fact]
    public void Another_format_is_refused() => Assert.Equal(
        "EDI1005: The property EdiDocumentationFormats must be html, pdf, or both with a semicolon between them; found 'html,epub'.",
        Assert.Throws<EdiException>(() => DocumentationFormats.Parse("html,epub")).Message);

    private static void Expect(string? expected, ImageDefinition definition, string input, string formats)
    {
        var problems = EdiFindDocumentationPackages.FindProblems(definition with { Documentation = new("/bin/x.documentation", DocumentationFormats.Parse(formats), "1.0.0", input) });
        if (expected is null)
        {
            Assert.Empty(problems);
        }
        else
        {
            Assert.StartsWith(expected, Assert.Single(problems).Message, StringComparison.Ordinal);
        }
    }

    private ImageDefinition Read(string steps = Steps, string[]? formats = null, string? input = null) =>
        _folder.Read(steps) with { Documentation = new("/bin/my-image.documentation", [.. formats ?? ["html"]], "1.0.0", input ?? _folder.Plugins.SdkPluginDirectory) };

    private string[] Changed(Action change, string steps = Steps)
    {
        var before = Fingerprints(Read());
        change();
        return Differing(before, Fingerprints(Read(steps)));
    }

    private ImmutableSortedDictionary<string, string> Fingerprints(ImageDefinition definition) =>
        new StepFingerprints(definition, _folder.Folders, "1.0").All().ToImmutableSortedDictionary(step => step.Step, step => step.Fingerprint.Digest);

    private static string[] Differing(ImmutableSortedDictionary<string, string> before, ImmutableSortedDictionary<string, string> after) =>
        [.. before.Keys.Union(after.Keys).Order(StringComparer.Ordinal).Where(step => before.GetValueOrDefault(step) != after.GetValueOrDefault(step))];
}
