using Edi.Tasks.Definition;
using Edi.Tasks.Lint;

namespace Edi.Tasks.Tests;

public sealed class LintWarningsTests : IDisposable
{
    private readonly DefinitionFolder _folder = new();
    private readonly TemporaryFolder _files = new();

    public void Dispose()
    {
        _folder.Dispose();
        _files.Dispose();
    }

    [Theory]
    [InlineData("EdiConfigure.10_user", "secret", "my-image.yml(7,22,7,28): warning EDI4004: /etc/shadow: Wrong.")]
    [InlineData("EdiConfigure.10_user", "general", "my-image.yml(4,5,4,12): warning EDI4004: /etc/shadow: Wrong.")]
    [InlineData("EdiConfigure.10_user", "", "my-image.yml(6,3,6,10): warning EDI4004: /etc/shadow: Wrong.")]
    [InlineData("EdiConfigure.20_gone", "secret", "my-image.yml(1,1,1,1): warning EDI4004: /etc/shadow: Wrong.")]
    [InlineData("EdiContainer", "", "my-image.yml(1,1,1,10): warning EDI4004: /etc/shadow: Wrong.")]
    [InlineData("", "", "my-image.yml(1,1,1,1): warning EDI4004: /etc/shadow: Wrong.")]
    public void A_warning_has_the_place_of_its_cause(string step, string parameter, string warning) =>
        Assert.Equal([warning], Warnings(new ReportedFinding("EDI4004", "/etc/shadow", "Wrong.", step, parameter)));

    [Fact]
    public void A_parameter_keeps_its_place_from_the_definition_to_the_task()
    {
        string file = _files.At("definition.json");
        ResolvedDefinition.Write(file, Read());
        Assert.Equal(7, ResolvedDefinition.Read(file).Playbooks.Single().ParameterPositions["secret"].Line);
    }

    [Fact]
    public void Many_of_one_kind_do_not_hide_the_others()
    {
        var findings = Enumerable.Range(0, 25).Select(i => new ReportedFinding("EDI4006", $"/{i}", "Wrong.", "", "")).Append(new("EDI4013", "/etc/fstab", "Wrong.", "", ""));
        string[] warnings = Warnings([.. findings]);
        Assert.Equal(12, warnings.Length);
        Assert.Contains("EDI4006: There are 15 more of these; lint.json has all.", warnings[10], StringComparison.Ordinal);
        Assert.Contains("EDI4013", warnings[11], StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_are_read_as_they_were_written()
    {
        ReportedFinding[] findings = [new("EDI4006", "/ä", "'Wrong'.", "EdiConfigure.10_user", "secret")];
        string file = _files.At("lint.json");
        LintReport.Write(file, [.. findings]);
        Assert.Equal(findings, LintReport.Read(file));
    }

    private string[] Warnings(params ReportedFinding[] findings) =>
        [.. new LintWarnings(Read(), "lint.json").Of([.. findings]).Select(warning => DiagnosticText.Of(warning, _folder.Plugins))];

    private ImageDefinition Read()
    {
        _folder.WriteToProject("plugins/p.yml");
        return _folder.Read(
            DefinitionFolder.Bootstrap
            + """
            general: {parameters: {
                general: hash}}
            playbooks:
              10_user: {path: p.yml,
                    parameters: {secret: hash}}

            """);
    }
}
