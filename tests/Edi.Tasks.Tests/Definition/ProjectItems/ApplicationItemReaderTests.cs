using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.ProjectItems;
using Edi.Tasks.Diagnostics;

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

    /// <summary>systemd enables one without a word and never starts it.</summary>
    [Theory]
    [InlineData("[Service]\n", "3:6 EDI1018")]
    [InlineData("[Service]\n\n [Install] \nWantedBy=multi-user.target\n", "")]
    public void A_unit_starts_with_the_machine_or_there_is_a_warning(string unit, string warning)
    {
        _folder.WriteToProject("Gateway/gateway.service", unit);
        _folder.Applications = [Reference(("EdiService", "gateway.service"))];
        Assert.Equal(warning, string.Join(' ', _folder.Load(DefinitionFolder.Bootstrap).Warnings.Select(problem => $"{problem.Position!.Line}:{problem.Position.Column} {problem.Code.Id}")));
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
    [InlineData("EdiInstallPath", "", "EDI1004")]
    [InlineData("EdiServicefiles", "gateway.service", "EDI1002")]
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
        // The last has the first one's name, and the second one's folder.
        Assert.Equal(["EDI1005", "EDI1006", "EDI1006", "EDI1015", "EDI1015"], _folder.Places(DefinitionFolder.Bootstrap).Select(place => place.Split(' ')[1]).Order());
    }

    /// <summary>On the image, one would replace the other.</summary>
    [Fact]
    public void Two_applications_share_neither_a_service_nor_a_folder()
    {
        _folder.WriteToProject("Gateway/Sensor.csproj");
        var sensor = Reference(("EdiService", "app.service")) with { Name = "Gateway/Sensor.csproj" };
        _folder.Applications = [Reference(("EdiService", "app.service"), ("EdiInstallPath", "/opt/a")), sensor];
        Assert.Equal(["Another application has the service app.service. Give 'Sensor' one of its own."], Messages());
        _folder.Applications = [Reference(), sensor];
        Assert.Equal(["Another application has the folder /opt/gateway. Give 'Sensor' one of its own."], Messages());
    }

    [Fact]
    public void Two_configuration_files_have_two_names()
    {
        _folder.WriteToProject("a/app.json");
        _folder.WriteToProject("b/app.json");
        _folder.Applications = [Reference(("EdiConfigurationFiles", "a/app.json;b/app.json"), ("EdiService", "gate.service"))];
        Assert.Equal(["3:6 EDI1015"], _folder.Places(DefinitionFolder.Bootstrap));
    }

    [Theory]
    [InlineData("My Gateway")]
    [InlineData("Gateway+Core")]
    [InlineData("Grüße")]
    [InlineData(".Gateway")]
    public void A_project_has_a_name_that_a_step_can_have(string name)
    {
        _folder.WriteToProject($"Gateway/{name}.csproj");
        _folder.Applications = [Reference() with { Name = $"Gateway/{name}.csproj" }];
        Assert.Contains("EDI1005", Assert.Single(_folder.Places(DefinitionFolder.Bootstrap)), StringComparison.Ordinal);
    }

    /// <summary>A reference with a misspelt one would be to no application at all.</summary>
    [Fact]
    public void Metadata_of_other_references_are_known()
    {
        _folder.References = [new("ProjectReference", "Gateway/Gateway.csproj", ImmutableDictionary<string, string>.Empty.Add("EdiInstalPath", "/opt/gateway"), _project)];
        Assert.Equal(
            ["'EdiInstalPath' is not a metadata of ProjectReference 'Gateway/Gateway.csproj'. Did you mean 'EdiInstallPath'? Known: EdiInstallPath, EdiService, EdiServiceFile, EdiConfigurationFiles, EdiBase."],
            Messages());
    }

    [Theory]
    [InlineData("armel")]
    [InlineData("i386")]
    public void There_is_no_dotnet_for_each_architecture(string architecture)
    {
        _folder.Applications = [Reference()];
        Assert.Equal(["3:6 EDI3009"], _folder.Places($"bootstrap: {{suite: trixie, architecture: {architecture}}}\n"));
    }

    private IEnumerable<string> Messages() => Assert.Throws<EdiException>(() => _folder.Read(DefinitionFolder.Bootstrap)).Problems.Select(problem => problem.Message);

    private ApplicationDefinition Read() => Assert.Single(_folder.Read(DefinitionFolder.Bootstrap).Applications);

    private ProjectItem Reference(params (string Name, string Value)[] metadata) => new(
        "ProjectReference",
        "Gateway/Gateway.csproj",
        metadata.Aggregate(ImmutableDictionary<string, string>.Empty.Add("EdiInstallPath", "/opt/gateway/"), (with, item) => with.SetItem(item.Name, item.Value)),
        _project);
}
