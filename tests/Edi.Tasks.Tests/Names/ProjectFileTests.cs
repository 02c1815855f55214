using System.Globalization;
using Edi.Tasks.Names;

namespace Edi.Tasks.Tests;

/// <summary>Which names a project's files have, and where.</summary>
public sealed class ProjectFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Properties_items_and_metadata_are_found_wherever_they_may_stand()
    {
        string project = _folder.Write(
            "a.ediproj",
            """
            <Project Sdk="Edi.Sdk">
              <!-- <EdiCommented>x</EdiCommented> -->
              <PropertyGroup Condition="'$(EdiAsked)' == ''">
                <EdiOne>1</EdiOne><Other>2</Other>
              </PropertyGroup>
              <ItemDefinitionGroup>
                <EdiPublishFile><Nested>x</Nested></EdiPublishFile>
              </ItemDefinitionGroup>
              <ItemGroup>
                <EdiComponent Include="x" Update="y" Condition="true" Nme="z">
                  <EdiSdkVersoin>1</EdiSdkVersoin>
                </EdiComponent>
                <ProjectReference Include="x" EdiService="y" />
              </ItemGroup>
              <Choose><When Condition="true"><PropertyGroup><EdiTwo /></PropertyGroup></When></Choose>
              <Target Name="EdiThree"><PropertyGroup><EdiFour>4</EdiFour></PropertyGroup><ItemGroup><EdiFive Remove="a" /></ItemGroup></Target>
            </Project>
            """);
        Assert.Equal(
            [
                "4:6 Property EdiOne", "7:6 Item EdiPublishFile", "7:22 Metadata EdiPublishFile.Nested", "10:6 Item EdiComponent", "10:59 Metadata EdiComponent.Nme",
                "11:8 Metadata EdiComponent.EdiSdkVersoin", "15:50 Property EdiTwo", "16:43 Property EdiFour", "16:90 Item EdiFive",
            ],
            Names(project));
    }

    [Theory]
    [InlineData("<Import Project=\"more.props\" />")]
    [InlineData("<Import Project=\"$(MSBuildThisFileDirectory)more.props\" Condition=\"false\" />")]
    [InlineData("<Import Project=\"$(MSBuildProjectDirectory)\\more.props\" />")]
    [InlineData("<ImportGroup><Import Project=\"$([MSBuild]::GetPathOfFileAbove('more.props', '$(MSBuildThisFileDirectory)'))\" /></ImportGroup>")]
    [InlineData("<Import Project=\"$([MSBuild]::GetPathOfFileAbove(more.props))\" />")]
    [InlineData("<Import Project=\"$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))\" />")]
    public void Files_that_are_imported_by_plain_paths_are_read(string import)
    {
        _folder.Write("Directory.Build.props", "<Project><PropertyGroup><EdiMore>1</EdiMore></PropertyGroup></Project>");
        _folder.Write("project/more.props", "<Project><PropertyGroup><EdiMore>1</EdiMore></PropertyGroup></Project>");
        string project = _folder.Write("project/a.ediproj", $"<Project>{import}</Project>");
        Assert.Equal(["1:26 Property EdiMore"], Names(project));
    }

    [Theory]
    [InlineData("gone.props")]
    [InlineData("$(Elsewhere)/more.props")]
    [InlineData("*.props")]
    [InlineData("a.ediproj")] // A circle, which MSBuild refuses.
    [InlineData("sdk/Sdk.props")]
    public void Other_imports_are_passed_over(string import)
    {
        _folder.Write("more.props", "<Project><PropertyGroup><EdiMore>1</EdiMore></PropertyGroup></Project>");
        _folder.Write("sdk/Sdk.props", "<Project><PropertyGroup><EdiMore>1</EdiMore></PropertyGroup></Project>");
        Assert.Empty(Names(_folder.Write("a.ediproj", $"<Project><Import Project=\"{import}\" /></Project>")));
    }

    [Fact]
    public void A_file_that_both_the_project_and_msbuild_import_is_read_once()
    {
        string props = _folder.Write("Directory.Build.props", "<Project><PropertyGroup><EdiMore>1</EdiMore></PropertyGroup></Project>");
        string project = _folder.Write("a.ediproj", "<Project><Import Project=\"Directory.Build.props\" /></Project>");
        Assert.Equal(["1:26 Property EdiMore"], Names(project, _folder.At("gone.targets"), props));
    }

    [Fact]
    public void The_name_of_a_file_is_no_URI() =>
        Assert.Equal(["1:26 Property EdiMore"], Names(_folder.Write("%41/a.ediproj", "<Project><PropertyGroup><EdiMore>1</EdiMore></PropertyGroup></Project>")));

    private string[] Names(string project, params string[] others) =>
    [
        .. ProjectNames.Read(others.Prepend(project), project, _folder.At("sdk/")).Names.Select(name => string.Create(
            CultureInfo.InvariantCulture,
            $"{name.Position!.Line}:{name.Position.Column} {name.Kind} {(name.Item.Length > 0 ? $"{name.Item}." : "")}{name.Name}")),
    ];
}
