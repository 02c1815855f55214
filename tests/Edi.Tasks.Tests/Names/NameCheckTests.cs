using Edi.Tasks.Names;

namespace Edi.Tasks.Tests;

/// <summary>What is near to one of our names is told with that one, what is far is the user's own.</summary>
public sealed class NameCheckTests
{
    private static readonly KnownNames s_known = KnownNames.Read(Repository.PathOf("src/Edi.Sdk/Sdk/Sdk.targets.buildschema.json"));

    public static TheoryData<string, string> Misspelt => new()
    {
        { "EdiArchitektur", "EdiArchitecture" },
        { "EdiSiute", "EdiSuite" },
        { "EdiSuit", "EdiSuite" },
        { "EdiComponentss", "EdiComponents" },
        { "EdiAditionalPackage", "EdiAdditionalPackages" },
        { "EdiCacheDir", "EdiCacheDirectory" },
        { "EdiArch", "EdiArchitecture" },
        { "EdiDefiniton", "EdiDefinition" },
        { "EdiInstallHostTool", "EdiInstallHostTools" },
        { "EdiUndefinedVariable", "EdiUndefinedVariables" },
        { "EdiParameterss", "EdiParameters" },
        { "EdiLnit", "EdiLint" },
        { "ediPartitionTabel", "EdiPartitionTable" },
    };

    [Theory]
    [MemberData(nameof(Misspelt))]
    public void A_property_that_is_near_to_one_of_ours_is_told_with_it(string name, string meant) =>
        Assert.Equal([$"'{name}' is no property of Edi.Sdk, and nothing reads it. Did you mean '{meant}'?"], Find(NameKind.Property, name));

    [Theory]
    [InlineData("EdiSuite")]
    [InlineData("edisuite")] // MSBuild takes it for the same.
    [InlineData("EdiMyThing")]
    [InlineData("EdiBoardRevision")]
    [InlineData("EdiCompiler")]
    [InlineData("EdiCache")] // There are two that begin so.
    [InlineData("Edi")]
    [InlineData("Edit")]
    [InlineData("EdifactVersion")]
    public void A_right_name_and_one_that_is_far_from_ours_are_no_warning(string name) => Assert.Empty(Find(NameKind.Property, name));

    [Theory]
    [InlineData("Property", "EdiPlaybook", "'EdiPlaybook' is an item of Edi.Sdk, and no property. Write it in an ItemGroup: <EdiPlaybook Include=\"…\" />.")]
    [InlineData("Property", "EdiHostPackages", "'EdiHostPackages' is no property of Edi.Sdk, and nothing reads it. Did you mean the item 'EdiHostPackage'?")]
    [InlineData("Item", "EdiSuite", "'EdiSuite' is a property of Edi.Sdk, and no item. Write it in a PropertyGroup: <EdiSuite>…</EdiSuite>.")]
    [InlineData("Item", "EdiPlaybok", "'EdiPlaybok' is no item of Edi.Sdk, and nothing reads it. Did you mean 'EdiPlaybook'?")]
    [InlineData("Item", "EdiVariants", "'EdiVariants' is no item of Edi.Sdk, and nothing reads it. Did you mean the property 'EdiVariant'?")]
    public void Items_and_properties_are_told_from_each_other(string kind, string name, string message) => Assert.Equal([message], Find(Enum.Parse<NameKind>(kind), name));

    [Theory]
    [InlineData("EdiComponent", "Dependency", "'Dependency' is no metadata of EdiComponent, and nothing reads it. Did you mean 'Dependencies'?")]
    [InlineData("EdiComponent", "EdiSdkVersions", "'EdiSdkVersions' is no metadata of EdiComponent, and nothing reads it. Did you mean 'EdiSdkVersion'?")]
    [InlineData("EdiComponent", "Owner", null)]
    [InlineData("EdiComponent", "version", null)]
    [InlineData("EdiPlaybook", "Pth", null)] // Its reader refuses it.
    [InlineData("EdiMyThing", "Nme", null)]
    public void Metadata_of_our_items_are_known(string item, string name, string? message) =>
        Assert.Equal(message is null ? [] : [message], new NameCheck(s_known).Find([new(NameKind.Metadata, name, item, null)]).Select(problem => problem.Message));

    [Fact]
    public void No_name_of_ours_is_told()
    {
        Assert.NotEmpty(s_known.Properties);
        Assert.Equal(["EdiBase", "EdiConfigurationFiles", "EdiInstallPath", "EdiService", "EdiServiceFile"], s_known.Items["ProjectReference"]);
        Assert.Empty(Find(NameKind.Property, [.. s_known.Properties]));
        Assert.Empty(Find(NameKind.Item, [.. s_known.Items.Keys]));
    }

    private static string[] Find(NameKind kind, params string[] names) =>
        [.. new NameCheck(s_known).Find(names.Select(name => new UsedName(kind, name, "", null))).Select(problem => problem.Message)];
}
