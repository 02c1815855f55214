using System.Text;

namespace Edi.Tasks.Tests;

/// <summary>What scripts of real projects call as <c>edi</c>.</summary>
public sealed class EdiProgramTests : IClassFixture<SandboxFixture>
{
    // Package, version, date and, line by line, kind and text of each change.
    private const string Changes =
        """
        {% for package in edi_doc_packages if package.changelog %}{% for block in package.changelog.change_blocks %}
        {{ package.package }} {{ block.version }} {{ block.short_date }}
        {%- for kind, text in block.changes if kind != 'empty_line' %}
        {{ kind }}: {{ text }}
        {%- endfor %}{% endfor %}{% endfor %}
        """;

    private const string WithChangelog = """{"edi_doc_include_changelog": true}""";

    private const string TwoVersions =
        """
        alpha (2.0-1) unstable; urgency=medium

          * Second.

         -- Ada Lovelace <ada@example.com>  Tue, 02 Jan 2024 10:00:00 +0000

        alpha (1.0-1) unstable; urgency=low

          * First.

         -- Ada Lovelace <ada@example.com>  Mon, 01 Jan 2018 10:00:00 +0100

        """;

    private readonly SandboxFixture _fixture;

    public EdiProgramTests(SandboxFixture fixture)
    {
        SandboxFixture.SkipWithoutRange();
        _fixture = fixture;
    }

    // Lines of a changelog's entry with bars between them, and what they are. One run of the program reads them all.
    private static readonly (string Lines, string[] Expected)[] s_changes =
    [
        ("  * One", ["list_item: One"]),
        ("  * One|    goes on|  and on", ["list_item: One goes on and on"]),
        ("  * One|    - part|      goes on|    - other|  * Two", ["list_item: One", "sub_list_item: part goes on", "sub_list_item: other", "list_item: Two"]),
        ("  * One|   + part", ["list_item: One", "sub_list_item: part"]),
        ("  * One|    - part|      + piece|        goes on|  - Two", ["list_item: One", "sub_list_item: part", "sub_sub_list_item: piece goes on", "list_item: Two"]),
        // No level is left out.
        ("  * One|      + piece", ["list_item: One + piece"]),
        ("  [ Ada Lovelace ]|  * One||  [ Grace ]|  * Two", ["author: Ada Lovelace", "list_item: One", "author: Grace", "list_item: Two"]),
        ("  * One|  [1] is a note", ["list_item: One", "author: [1] is a note"]),
        ("  * One||    after an empty line", ["list_item: One", "list_item:     after an empty line"]),
        ("  no bullet|  * One", ["list_item:   no bullet", "list_item: One"]),
        ("      too deep", ["list_item:       too deep"]),
        ("  *No space|  -- no trailer", ["list_item:   *No space", "list_item:   -- no trailer"]),
        ("  * Ünï ☃ `code` ${x} {{ y }}", ["list_item: Ünï ☃ `code` ${x} {{ y }}"]),
    ];

    /// <summary>Lists in lists as Debian's developers write them, and what only looks like one.</summary>
    [Fact]
    public void Changes_are_lists_in_lists()
    {
        var raw = new RawDocumentation(_fixture);
        foreach (var (index, change) in s_changes.Index())
        {
            raw.AddPackage($"p{index}", $"p{index} (1.0) unstable; urgency=low\n\n{change.Lines.Replace('|', '\n')}\n\n -- Ada <ada@example.com>  Mon, 01 Jan 2018 10:00:00 +0000\n");
        }

        raw.AddStep(Changes, WithChangelog);
        Assert.Equal(s_changes.Index().SelectMany(change => change.Item.Expected.Prepend($"p{change.Index} 1.0 01. January 2018")), Lines(raw.Render().Text));
    }

    [Fact]
    public void Changes_up_to_the_baseline_s_date_are_left_out()
    {
        (string Baseline, string Versions)[] cases =
        [
            ("null", "2.0-1,1.0-1,"),
            ("\"2019-12-01 00:00:00 GMT\"", "2.0-1,"),
            ("\"2019-12-01\"", "2.0-1,"),
            ("\"Tue, 02 Jan 2024 10:00:00 +0000\"", ""),
            ("\"Tue, 02 Jan 2024 09:59:59 +0000\"", "2.0-1,"),
            // A time without a zone is Greenwich's.
            ("\"2018-01-01 08:59:59\"", "2.0-1,1.0-1,"),
            ("\"2018-01-01 09:00:00\"", "2.0-1,"),
        ];
        var raw = new RawDocumentation(_fixture);
        raw.AddPackage("alpha", TwoVersions);
        foreach (var (baseline, _) in cases)
        {
            raw.AddStep("{% for block in edi_doc_packages[0].changelog.change_blocks %}{{ block.version }},{% endfor %};", $$"""{"edi_doc_include_changelog": true, "edi_doc_changelog_baseline": {{baseline}}}""");
        }

        Assert.Equal(cases.Select(row => row.Versions), raw.Render().Text.TrimEnd(';').Split(';'));
    }

    [Fact]
    public void Changes_up_to_the_baseline_s_version_are_left_out()
    {
        (string Package, string Baseline, string Versions)[] cases =
        [
            ("p0", "0.9", "2.0-1,1.0-1,"),
            ("p1", "1.0-1~bpo12+1", "2.0-1,1.0-1,"),
            ("p2", "1.0-1", "2.0-1,"),
            ("p3", "1.0-1+b1", "2.0-1,"),
            ("p4", "1:0.1", ""),
        ];
        var raw = new RawDocumentation(_fixture);
        foreach (var (package, _, _) in cases)
        {
            raw.AddPackage(package, TwoVersions.Replace("alpha", package, StringComparison.Ordinal));
        }

        raw.AddPackage("new", TwoVersions);
        raw.Write("edi/packages-baseline.yml", string.Concat(cases.Select(row => $"- {{package: {row.Package}, version: '{row.Baseline}'}}\n")));
        raw.AddStep("{{ edi_doc_packages[0].baseline_version }} {% for block in edi_doc_packages[0].changelog.change_blocks %}{{ block.version }},{% endfor %};", WithChangelog);
        Assert.Equal([.. cases.Select(row => $"{row.Baseline} {row.Versions}"), "0.0.0 2.0-1,1.0-1,"], raw.Render().Text.TrimEnd(';').Split(';'));
    }

    /// <summary>A changelog that nobody can mend spoils no documentation.</summary>
    [Fact]
    public void What_is_no_changelog_of_Debian_s_is_left_out()
    {
        string[] texts =
        [
            "",
            "\n\n",
            "Version 1.0\n===========\n\n- the first one\n",
            "alpha (1.0) unstable; urgency=low\n\n  * No end\n",
            "alpha (1.0) unstable; urgency=low\n\n  * Nobody\n\n -- \n",
        ];
        var raw = new RawDocumentation(_fixture);
        foreach (var (index, text) in texts.Index())
        {
            raw.AddPackage($"p{index}");
            raw.WriteCompressed($"p{index}/changelog.gz", Encoding.UTF8.GetBytes(text));
        }

        raw.AddPackage("plain");
        raw.Write("plain/changelog.gz", "not compressed");
        raw.AddPackage("folder");
        Directory.CreateDirectory($"{raw.Raw}/folder/changelog.gz");
        raw.AddPackage("cut");
        raw.WriteCompressed("cut/changelog.gz", Encoding.UTF8.GetBytes(TwoVersions));
        File.WriteAllBytes($"{raw.Raw}/cut/changelog.gz", File.ReadAllBytes($"{raw.Raw}/cut/changelog.gz")[..^12]);
        raw.AddPackage("whole", TwoVersions);
        raw.AddStep("{{ edi_doc_packages[0].package if edi_doc_packages[0].changelog }}", WithChangelog);
        Assert.Equal("whole", raw.Render().Text);
    }

    [Fact]
    public void A_date_that_nobody_can_read_is_shown_as_it_is_and_old_texts_are_read_as_Latin_1()
    {
        var raw = new RawDocumentation(_fixture);
        raw.AddPackage("alpha");
        raw.WriteCompressed("alpha/changelog.gz", Encoding.Latin1.GetBytes("alpha (1.0) unstable; urgency=low\n\n  * Grüße\n\n -- Ada <ada@example.com>  Mon, 99 Foo 2018 10:00:00 +0000\n"));
        raw.AddStep(Changes, """{"edi_doc_include_changelog": true, "edi_doc_changelog_baseline": "2024-01-01"}""");
        Assert.Equal(["alpha 1.0 Mon, 99 Foo 2018 10:00:00 +0000", "list_item: Grüße"], Lines(raw.Render().Text));
    }

    [Fact]
    public void Debian_s_changelog_goes_before_upstream_s()
    {
        var raw = new RawDocumentation(_fixture);
        raw.AddPackage("alpha", TwoVersions);
        raw.WriteCompressed("alpha/changelog.gz", Encoding.UTF8.GetBytes(TwoVersions.Replace("2.0-1", "3.0", StringComparison.Ordinal)));
        raw.AddStep("{{ edi_doc_packages[0].changelog.version }} by {{ edi_doc_packages[0].changelog.author }}", WithChangelog);
        Assert.Equal("2.0-1 by Ada Lovelace <ada@example.com>", raw.Render().Text);
    }

    /// <summary>Many packages have a link to the folder of another one. What is in an image may be hostile.</summary>
    [Fact]
    public void Links_lead_where_they_lead_in_the_image()
    {
        string outside = Directory.CreateDirectory(_fixture.Tools.Folder.At("cache/elsewhere")).FullName;
        string[] inside = ["target", "../doc/target", "/usr/share/doc/target"];
        string[] others = [outside, $"../../../../../../../../../../../..{outside}", "p5", "nowhere"];
        var raw = new RawDocumentation(_fixture);
        raw.WriteCompressed("target/changelog.gz", Encoding.UTF8.GetBytes(TwoVersions));
        File.Copy($"{raw.Raw}/target/changelog.gz", $"{outside}/changelog.gz", overwrite: true);
        foreach (var (index, target) in inside.Concat(others).Index())
        {
            raw.AddPackage($"p{index}");
            File.CreateSymbolicLink($"{raw.Raw}/p{index}", target);
        }

        raw.AddStep("{{ edi_doc_packages[0].package if edi_doc_packages[0].changelog }} ", WithChangelog);
        Assert.Equal(["p0", "p1", "p2"], raw.Render().Text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_chunk_is_rendered_for_each_package_in_its_order_and_knows_the_first_and_the_last()
    {
        var raw = new RawDocumentation(_fixture);
        foreach (string name in new[] { "beta", "alpha", "beta", "gamma" })
        {
            raw.AddPackage(name);
        }

        const string text = "{% if edi_doc_first_chunk %}[{% endif %}{{ edi_doc_packages[0].package }} {{ edi_doc_packages[0].architecture }}{% if edi_doc_last_chunk %}]{% endif %},";
        raw.AddStep(text);
        raw.AddStep(text, """{"edi_doc_include_packages": ["gamma", "alpha", "other"]}""");
        raw.AddStep(text, """{"edi_doc_exclude_packages": ["gamma", "other"]}""", "other.txt");
        var rendered = raw.Render();
        Assert.Equal("[beta all,alpha all,beta all,gamma all],[alpha all,gamma all],", rendered.Files["out.txt"]);
        Assert.Equal("[beta all,alpha all,beta all],", rendered.Files["other.txt"]);
    }

    [Theory]
    [InlineData("""{"edi_doc_include_packages": []}""")]
    [InlineData("""{"edi_doc_exclude_packages": ["alpha"]}""")]
    public void Without_a_package_there_is_one_chunk(string parameters)
    {
        var raw = new RawDocumentation(_fixture);
        raw.AddPackage("alpha");
        raw.Write("edi/build.yml", "configuration_name: my-image\n");
        raw.AddStep("{{ edi_doc_first_chunk }} {{ edi_doc_last_chunk }} {{ edi_doc_packages is defined }} {{ edi_build_setup.configuration_name }} {{ nobody_knows }}", parameters);
        Assert.Equal("True True False my-image ", raw.Render().Text);
    }

    [Fact]
    public void Replacements_go_over_each_line_in_their_order()
    {
        var raw = new RawDocumentation(_fixture);
        raw.AddPackage("alpha", TwoVersions.Replace("Second.", @"closes: #123456, CVE-2024-1234 \ end", StringComparison.Ordinal));
        raw.AddStep(Changes, """{"edi_doc_include_changelog": true, "edi_doc_changelog_baseline": "2020-01-01", "edi_doc_replacements": [{"pattern": "(?i)(Closes: #)([0-9]{6})", "replacement": "`\\1\\2 <https://bugs/\\2>`_"}, {"pattern": "bugs", "replacement": "bugs.debian.org"}, {"pattern": "CVE-\\S+"}]}""");
        Assert.Equal(["alpha 2.0-1 02. January 2024", @"list_item: `closes: #123456 <https://bugs.debian.org/123456>`_,  \ end"], Lines(raw.Render().Text));
    }

    [Fact]
    public void A_template_includes_what_lies_beside_it()
    {
        var raw = new RawDocumentation(_fixture);
        raw.WriteTemplate("part.j2", "part {{ word }}");
        raw.AddStep("{% include 'part.j2' %}", """{"word": "one"}""");
        Assert.Equal("part one", raw.Render().Text);
    }

    /// <summary>Each mistake is told, with the template's line where there is one.</summary>
    [Fact]
    public void All_mistakes_are_told_at_once_and_nothing_is_left()
    {
        var raw = new RawDocumentation(_fixture);
        raw.AddPackage("alpha", TwoVersions);
        raw.AddStep("fine");
        raw.AddStep("one\n{% if %}");
        raw.AddStep("one\n\n{{ edi_doc_packages[0].nobody.knows }}");
        raw.AddStep("", """{"edi_doc_replacements": [{"pattern": "(", "replacement": ""}]}""");
        raw.AddStep("", """{"edi_doc_replacements": [{"pattern": "x", "replacement": "\\1"}]}""");
        raw.AddStep("", """{"edi_doc_changelog_baseline": "yesterday"}""");
        raw.AddStep("{% include 'missing.j2' %}");
        var rendered = raw.Render();
        Assert.Equal(
            [
                "The template cannot be read: Expected an expression, got 'end of statement block'.",
                "The template cannot be rendered: 'dict object' has no attribute 'nobody'.",
                "An entry of 'edi_doc_replacements' is no regular expression of Python with its replacement: missing ), unterminated subpattern at position 0 (pattern: '(', replacement: '').",
                @"An entry of 'edi_doc_replacements' is no regular expression of Python with its replacement: invalid group reference 1 at position 1 (pattern: 'x', replacement: '\1').",
                "The parameter 'edi_doc_changelog_baseline' must be a date, such as '2024-05-31 00:00:00 GMT'; found 'yesterday'.",
                "The template cannot be rendered: missing.j2.",
            ],
            rendered.Errors);
        Assert.Equal([2, 3, 0, 0, 0, 1], rendered.Problems.Select(problem => problem.Line));
        Assert.Equal("200_step", rendered.Problems[0].Step);
        Assert.EndsWith("/templates/200_step.j2", rendered.Problems[0].File, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("packages.yml", "alpha: 1", "edi/packages.yml must be a list of packages; found dict.")]
    [InlineData("packages.yml", "- {name: alpha}", "edi/packages.yml: the key 'package' is missing in {'name': 'alpha'}.")]
    [InlineData("packages.yml", "- alpha", "edi/packages.yml: the key 'package' is missing in 'alpha'.")]
    [InlineData("build.yml", "[1]", "edi/build.yml must be a mapping; found list.")]
    [InlineData("packages-baseline.yml", "- {package: alpha}", "edi/packages-baseline.yml: the key 'version' is missing in {'package': 'alpha'}.")]
    [InlineData("packages-baseline.yml", "- {package: alpha, version: '?'}", "edi/packages-baseline.yml: '?' is no version of a Debian package (the package alpha).")]
    public void What_the_image_tells_must_be_right(string file, string text, string expected)
    {
        var raw = new RawDocumentation(_fixture);
        raw.Write($"edi/{file}", text);
        raw.AddStep("");
        Assert.Equal([expected], raw.Render().Errors);
    }

    [Fact]
    public void An_image_that_tells_nothing_gets_documentation_without_packages_and_a_warning()
    {
        var raw = new RawDocumentation(_fixture);
        raw.AddStep("{{ edi_doc_packages is defined }}", WithChangelog);
        var rendered = raw.Render();
        Assert.Equal("False", rendered.Text);
        Assert.Equal(["No file edi/build.yml tells how the image was made.", "No file edi/packages.yml tells which packages are installed."], rendered.Problems.Select(problem => problem.Message));
        Assert.All(rendered.Problems, problem => Assert.Equal("warning", problem.Kind));
    }

    [Fact]
    public void What_is_there_is_not_overwritten_and_can_be_removed()
    {
        var raw = new RawDocumentation(_fixture);
        raw.AddPackage("alpha");
        raw.AddStep("new");
        string file = Path.Combine(raw.Output, "out.txt");
        File.WriteAllText(file, "old");
        var rendered = raw.Render();
        Assert.Equal(1, rendered.ExitCode);
        Assert.Equal($"The output file '{file}' already exists.", Assert.Single(rendered.Problems).Message);
        Assert.Equal("old", File.ReadAllText(file));
        Assert.Empty(raw.Run("documentation", "render", "--clean", raw.Raw, raw.Output, raw.Config).Files);
        Assert.Equal("new", raw.Render().Text);
    }

    [Fact]
    public void Only_the_definition_that_is_built_has_documentation()
    {
        var raw = new RawDocumentation(_fixture);
        raw.AddStep("");
        Assert.Equal([$"In a build, edi renders the documentation of the image that is built, whose definition is {raw.Config}; found '/other.yml'."], raw.Render(config: "/other.yml").Errors);
        Assert.Equal([$"The folder that documentation is made of does not exist: '{raw.Root}/nowhere'."], raw.Render(raw: $"{raw.Root}/nowhere").Errors);
    }

    /// <summary>Else the steps would be no inputs of the command, and their changes would not be noticed.</summary>
    [Fact]
    public void Who_was_not_known_to_render_documentation_cannot()
    {
        var raw = new RawDocumentation(_fixture) { IsExpected = false };
        raw.AddStep("");
        Assert.StartsWith("The build did not expect this command to render documentation", Assert.Single(raw.Render().Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "2.2.1", "version")]
    [InlineData(2, "edi: error: argument COMMAND: invalid choice: 'image' (choose from 'version', 'documentation')", "image", "create", "x.yml")]
    [InlineData(2, "edi: error: the following arguments are required: COMMAND")]
    public void Of_its_other_words_it_knows_few(int exitCode, string last, params string[] words)
    {
        var ran = new RawDocumentation(_fixture).Run(words);
        Assert.Equal(exitCode, ran.ExitCode);
        if (exitCode == 0)
        {
            Assert.Equal(last, ran.Said[^1]);
        }
        else
        {
            Assert.Contains(last, File.ReadAllText(_fixture.Tools.Folder.At("step.log")), StringComparison.Ordinal);
        }
    }

    /// <summary>What edi's plugins of these paths render of the same data, but for white space.</summary>
    [Fact]
    public void The_SDK_s_templates_render_release_notes()
    {
        var raw = new RawDocumentation(_fixture);
        raw.AddPackage("alpha", TwoVersions.Replace("  * Second.", "  [ Ada ]\n  * Second,\n    which goes on.\n    - a part", StringComparison.Ordinal));
        raw.AddPackage("beta");
        raw.Write("edi/build.yml", "configuration_name: my-image\nansible_version: 2.14.18\nanother: 1\n");
        foreach (var (name, parameters) in new[]
        {
            ("index", """{"edi_doc_include_packages": [], "toctree_items": ["setup", "versions"]}"""),
            ("setup", """{"edi_doc_include_packages": [], "title": "How", "introduction": "Read this.", "table_title": "Tools"}"""),
            ("versions", "{}"),
            ("changelog", """{"edi_doc_include_changelog": true, "edi_doc_changelog_baseline": "2019-01-01"}"""),
        })
        {
            raw.AddStepOf(Repository.PathOf($"src/Edi.Sdk/plugins/documentation_steps/rst/templates/{name}.rst.j2"), parameters, $"{name}.rst", name);
        }

        var rendered = raw.Render();
        Assert.Equal("Release Notes ============= .. toctree:: :maxdepth: 2 :caption: Contents: setup versions", Words(rendered.Files["index.rst"]));
        Assert.Equal("How *** Read this. .. list-table:: Tools :widths: 50 50 :header-rows: 1 * - Component - Setup * - another - 1 * - Ansible - 2.14.18 * - Configuration - my-image", Words(rendered.Files["setup.rst"]));
        Assert.Equal("Versions ******** .. list-table:: :widths: 50 50 :header-rows: 1 * - Package - Version * - alpha - 2.0-1 * - beta - 2.0-1", Words(rendered.Files["versions.rst"]));
        Assert.Equal("Changelog ********* alpha +++++ 2.0-1 - 02. January 2024 ------------------------ Ada * Second, which goes on. - a part", Words(rendered.Files["changelog.rst"]));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
