namespace Edi.Tasks.Tests;

/// <summary>What Jinja2 makes of a definition and of scripts, and where its errors stand.</summary>
public sealed class EdiTemplateRulesTests : EdiRules
{
    [Fact]
    public void A_file_is_a_template_before_it_is_yaml() => Assert.Equal(
        "1 2 3",
        Values("general:\n  parameters:\n{% for i in range(1, 4) %}    p{{ i }}: {{ i }}\n{% endfor %}", "p1", "p2", "p3"));

    [Fact]
    public void An_undefined_variable_is_an_error_at_its_place_or_empty_as_in_edi()
    {
        string yaml = Playbook("general: {parameters: {a: '{{ undefined_thing }}x'}}");
        Assert.Equal(["1:31 EDI1011"], Folder.Places(yaml));
        Folder.IsStrict = false;
        Assert.Equal("x", (string?)Variables(Folder.Load(yaml))["a"]);
    }

    [Fact]
    public void A_number_with_a_point_keeps_it_as_in_python()
    {
        Folder.WriteToProject("plugins/c.sh", "{{ kernel }} {{ major }} {{ many }}");
        var read = Folder.Read($"general: {{parameters: {{kernel: 6.0, major: 6, many: 1.5e+3}}}}\n{DefinitionFolder.Bootstrap}postprocessing_commands: {{a: {{path: c.sh, output: {{o: x}}}}}}");
        Assert.Equal("6.0 6 1500.0", Assert.Single(read.PostprocessingCommands).Script);
    }

    [Theory]
    [InlineData("{80: http, 443: https}", "{% for p, n in value.items() %}{{ p + 1 }}={{ n }} {% endfor %}", "81=http 444=https ")]
    [InlineData("{on: 1, off: {~: 2}}", "{{ value[true] }} {{ value[false][none] }}", "1 2")]
    [InlineData("{1.5: a}", "{{ value.keys() | sum }}", "1.5")]
    [InlineData("2024-02-29", "{{ value.year + 1 }} {{ value }}", "2025 2024-02-29")]
    [InlineData("[2001-12-14t21:59:43.10-05:00]", "{{ value[0].hour }} {{ value[0].utcoffset() }}", "21 -1 day, 19:00:00")]
    [InlineData(".inf", "{{ value > 10 ** 300 }} {{ -value }}", "True -inf")]
    [InlineData("99999999999999999999", "{{ value + 1 }}", "100000000000000000000")]
    [InlineData("'!!int 80'", "{{ value }}", "!!int 80")]
    [InlineData("'!!'", "{{ value }}", "!!")]
    public void A_value_is_for_templates_what_it_is_in_python(string value, string template, string result)
    {
        Folder.WriteToProject("plugins/c.sh", template);
        var read = Folder.Read($"general: {{parameters: {{value: {value}}}}}\n{DefinitionFolder.Bootstrap}postprocessing_commands: {{a: {{path: c.sh, output: {{o: x}}}}}}");
        Assert.Equal(result, Assert.Single(read.PostprocessingCommands).Script);
    }

    [Theory]
    [InlineData("#!/bin/sh\r\ntrue\r\n", "#!/bin/sh\ntrue\n")]
    [InlineData("#!/bin/sh\r\ntrue {{ edi_log_level }}\r\n", "#!/bin/sh\ntrue WARNING")] // Jinja2 removes the last line's end.
    public void A_script_has_the_line_ends_of_unix(string content, string script)
    {
        Folder.WriteToProject("plugins/c.sh", content);
        Assert.Equal(script, Assert.Single(Folder.Read($"{DefinitionFolder.Bootstrap}postprocessing_commands: {{a: {{path: c.sh, output: {{o: x}}}}}}").PostprocessingCommands).Script);
    }

    [Fact]
    public void All_undefined_variables_are_found_at_once_also_in_commands()
    {
        Folder.WriteToProject("plugins/p.yml", "#!/bin/sh\necho {{ one }}\necho {{ two }}\n");
        Assert.Equal(
            ["2:9 EDI1011 one", "3:9 EDI1011 two"],
            Folder.Refuse("postprocessing_commands: {a: {path: p.yml, output: {o: x}}}").Problems
                .Select(problem => $"{problem.Position!.Line}:{problem.Position.Column} {problem.Code.Id} {problem.Message.Split('\'')[1]}"));
    }

    [Theory]
    [InlineData("a: {{ 1 +", "1:4 EDI1010")]
    [InlineData("a: 1\nb: {% if %}", "2:1 EDI1010")]
    [InlineData("a: {{ 1 / 0 }}", "1:1 EDI1010")]
    [InlineData("a: {{ x | nofilter }}", "1:1 EDI1010")]
    [InlineData("a: {% include 'b' %}", "1:1 EDI1010")]
    public void A_template_that_jinja_refuses_is_told_at_its_line_or_where_it_is_not_closed(string yaml, string place) => Assert.Equal([place], Folder.Places(yaml));

    [Theory]
    [InlineData("{% if true %}\nnonsense: 1\n{% endif %}", "2:1")]
    [InlineData("{% for i in [1, 2] -%}\n\nnonsense{{ i }}: 1\n{% endfor %}", "3:1")]
    [InlineData("{# a comment\n of two lines #}\nnonsense: 1", "3:1")]
    [InlineData("{{ 'general' }}: {parameters: {}}\nnonsense: {{ 1 }}", "2:1")]
    [InlineData("{% set name = 'nonsense' %}\n{{ name }}: 1", "2:1")]
    public void Places_are_those_of_the_file_that_the_user_wrote(string yaml, string place) =>
        Assert.Contains($"{place} EDI1002", Folder.Places(yaml + "\n" + DefinitionFolder.Bootstrap));

    [Fact]
    public void What_has_not_changed_is_not_rendered_again()
    {
        string yaml = Playbook("general: {parameters: {a: '{{ edi_configuration_name }}'}}");
        Folder.Load(yaml);
        string kept = Path.Combine(Folder.Folders.Rendered, "definition.json");
        // A result that no template gives: whoever reads it has not asked Jinja2.
        File.WriteAllText(kept, File.ReadAllText(kept).Replace("my-image", "kept", StringComparison.Ordinal));
        Assert.Equal("kept", (string?)Variables(Folder.Load(yaml))["a"]);
        Folder.Host = Folder.Host with { HostName = "other" };
        Assert.Equal("my-image", (string?)Variables(Folder.Load(yaml))["a"]);
    }

    [Fact]
    public void A_definition_without_template_syntax_is_not_rendered()
    {
        Folder.Load(Playbook(""));
        Assert.False(Path.Exists(Folder.Folders.Rendered));
    }
}
