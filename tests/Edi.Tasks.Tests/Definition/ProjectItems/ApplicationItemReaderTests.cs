using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.ProjectItems;

namespace Edi.Tasks.Tests;

/// <summary>References to .NET applications.</summary>
public sealed class ApplicationItemReaderTests : IDisposable
{
    private readonly DefinitionFolder _folder = new();
    private readonly string _project;
    private readonly string _application;

    public ApplicationItemReaderTests()
    {
        _project = _folder.WriteToProject(
            "my-image.ediproj",
            """
            <Project>
              <ItemGroup>
                <ProjectReference Include="Gateway/Gateway.csproj" EdiInstallPath="/opt/gateway" />
              </ItemGroup>
            </Project>
            """);
        _application = _folder.WriteToProject("Gateway/Gateway.csproj");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_named_by_its_project_and_installed_after_the_playbooks()
    {
        _folder.WriteToProject("plugins/p.yml");
        _folder.Applications = [Reference()];
        var read = _folder.Read(DefinitionFolder.Bootstrap + "playbooks: {100_first: {path: p.yml}}\n" + DefinitionFolder.Image);
        var application = Assert.Single(read.Applications);
        Assert.Equal(("Gateway", _application, "/opt/gateway", null), (application.Name, application.Project, application.InstallPath, application.Service));
        Assert.Equal((_project, 3), (application.Position.File, application.Position.Line));
        var plan = new StepPlan(read, "", []);
        Assert.Equal(["EdiConfigure.100_first", "EdiPublishApplication.Gateway"], plan.Applications[0].Inputs);
        Assert.Equal(["EdiContainer", "EdiConfigure.100_first", "EdiApplication.Gateway"], plan.Layers.Select(step => step.Step));
        Assert.Equal("EdiApplication.Gateway", plan.Image[0].Inputs[0]);
    }

    [Fact]
    public void The_unit_beside_the_application_is_its_unit()
    {
        _folder.Applications = [Reference(("EdiService", "gateway.service"))];
        Assert.Null(Read().Service!.File);
        string unit = _folder.WriteToProject("Gateway/gateway.service");
        Assert.Equal(unit, Read().Service!.File);
        string other = _folder.WriteToProject("units/other.service");
        _folder.Applications = [Reference(("EdiService", "gateway.service"), ("EdiServiceFile", "units/other.service"))];
        Assert.Equal(other, Read().Service!.File);
    }

    [Fact]
    public void Configuration_files_are_the_images()
    {
        string file = _folder.WriteToProject("gateway.json");
        _folder.Applications = [Reference(("EdiConfigurationFiles", " gateway.json ; "), ("EdiService", "gate.service"))];
        Assert.Equal((file, "/etc/gate"), (Assert.Single(Read().ConfigurationFiles), Read().ConfigurationFolder));
    }

    [Theory]
    [InlineData("EdiInstallPath", "opt/gateway", "EDI1005")]
    [InlineData("EdiInstallPath", "/", "EDI1005")]
    [InlineData("EdiInstallPath", "/opt/../etc", "EDI1005")]
    [InlineData("EdiService", "gateway", "EDI1005")]
    [InlineData("EdiService", "../gateway.service", "EDI1005")]
    [InlineData("EdiService", ".service", "EDI1005")]
    [InlineData("EdiServiceFile", "gateway.service", "EDI1004")]
    [InlineData("EdiConfigurationFiles", "missing.json", "EDI1006")]
    public void What_is_wrong_is_told_where_the_reference_is(string metadata, string value, string code)
    {
        _folder.Applications = [Reference((metadata, value))];
        Assert.Equal([$"3:6 {code}"], _folder.Places(DefinitionFolder.Bootstrap));
    }

    [Fact]
    public void All_problems_come_at_once()
    {
        _folder.Applications =
        [
            Reference(("EdiInstallPath", "opt"), ("EdiService", "gateway.service"), ("EdiServiceFile", "none.service")),
            Reference() with { Name = "Gateway/None.csproj" },
            Reference(),
        ];
        Assert.Equal(["EDI1005", "EDI1006", "EDI1006", "EDI1015"], _folder.Places(DefinitionFolder.Bootstrap).Select(place => place.Split(' ')[1]).Order());
    }

    [Theory]
    [InlineData("armel")]
    [InlineData("i386")]
    public void There_is_no_dotnet_for_each_architecture(string architecture)
    {
        _folder.Applications = [Reference()];
        Assert.Equal(["3:6 EDI3009"], _folder.Places($"bootstrap: {{suite: trixie, architecture: {architecture}}}\n"));
    }

    private ApplicationDefinition Read() => Assert.Single(_folder.Read(DefinitionFolder.Bootstrap).Applications);

    private ProjectItem Reference(params (string Name, string Value)[] metadata) => new(
        "ProjectReference",
        "Gateway/Gateway.csproj",
        metadata.Aggregate(ImmutableDictionary<string, string>.Empty.Add("EdiInstallPath", "/opt/gateway/"), (with, item) => with.SetItem(item.Name, item.Value)),
        _project);
}
