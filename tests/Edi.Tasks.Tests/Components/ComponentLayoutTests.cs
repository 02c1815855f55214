using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

/// <summary>What is wrong with a component's layout is told where a user can mend it.</summary>
public sealed class ComponentLayoutTests : IDisposable
{
    private const string Pi =
        """
        image:
          partition_table: mbr
          partitions:
            10_firmware: {type: fat32-lba, label: FIRM, file_system: vfat, size: 64MiB, mount_point: /boot/firmware}
            20_root: {type: linux, label: PIROOT, file_system: ext4, free_space: 16MiB, mount_point: /}

        """;

    private const string Efi =
        """
        image:
          partition_table: gpt
          partitions:
            10_esp: {type: esp, label: ESP, file_system: vfat, size: 64MiB, mount_point: /boot/efi}
            20_root: {type: linux, label: ROOT, file_system: ext4, free_space: 16MiB, mount_point: /}

        """;

    private readonly DefinitionFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>In one order the mixture of both is a layout that could be built, in the other it is none.</summary>
    [Theory]
    [InlineData("Pi", "Efi", "'partition_table' is 'mbr' in Pi and 'gpt' in Efi, 'partitions: 20_root: label' is 'PIROOT' in Pi and 'ROOT' in Efi, only Efi has the partition '10_esp'")]
    [InlineData("Efi", "Pi", "'partition_table' is 'gpt' in Efi and 'mbr' in Pi, 'partitions: 20_root: label' is 'ROOT' in Efi and 'PIROOT' in Pi, only Pi has the partition '10_firmware'")]
    public void Two_boards_are_refused_at_a_reference_with_the_keys_that_clash(string first, string second, string keys)
    {
        AddBoards(first, second);
        _folder.WriteToProject("my-image.ediproj", $"<Project>\n  <ItemGroup>\n    <PackageReference Include=\"{first}\" />\n    <PackageReference Include=\"{second}\" />\n  </ItemGroup>\n</Project>\n");
        var problem = Assert.Single(_folder.Refuse(DefinitionFolder.Bootstrap).Problems);
        Assert.Equal(new("EDI0023", "Two components lay out one disk"), problem.Code);
        Assert.Equal(new SourcePosition(_folder.ProjectFile, 4, 6, 4, 22), problem.Position);
        Assert.Equal($"The components {first} and {second} both set 'image', and their layouts do not fit together: {keys}. An image is for one board: remove the reference to one of them.", problem.Message);
    }

    [Theory]
    [InlineData("<EdiComponent Include=\"../components/Efi/\" />")]
    [InlineData("<ProjectReference Include=\"..\\components\\Efi\\Efi.ediproj\" />")]
    public void Each_kind_of_reference_is_found(string reference)
    {
        AddBoards("Pi", "Efi");
        _folder.WriteToProject("my-image.ediproj", $"<Project>\n <ItemGroup>\n  {reference}\n </ItemGroup>\n</Project>\n");
        Assert.Equal((3, 4), Assert.Single(_folder.Refuse(DefinitionFolder.Bootstrap).Problems) is { Position: { } place } ? (place.Line, place.Column) : default);
    }

    [Fact]
    public void A_reference_in_another_file_is_told_of_at_the_project()
    {
        AddBoards("Pi", "Efi");
        Assert.Equal(new(_folder.ProjectFile, 1, 1, 1, 1), Assert.Single(_folder.Refuse(DefinitionFolder.Bootstrap).Problems).Position);
    }

    [Theory]
    [InlineData("Efi")]
    [InlineData("Between")]
    public void A_component_that_references_a_board_may_change_its_layout(string dependency)
    {
        _folder.AddComponent("Changed", dependency);
        _folder.AddComponent("Between", "Efi");
        AddBoards("Efi");
        _folder.WriteToComponent("Changed", "definition.yml", Efi.Replace("10_esp", "05_esp", StringComparison.Ordinal).Replace("ESP", "EFI", StringComparison.Ordinal).Replace("/boot/efi", "/efi", StringComparison.Ordinal));
        Assert.Equal(["05_esp", "10_esp", "20_root"], _folder.Read(DefinitionFolder.Bootstrap).Image!.Partitions.Select(partition => partition.Name));
    }

    [Fact]
    public void A_component_without_a_whole_disk_may_add_to_a_board()
    {
        _folder.AddComponent("Data");
        AddBoards("Efi");
        _folder.WriteToComponent("Data", "definition.yml", "image: {partitions: {30_data: {type: linux, label: DATA, file_system: ext4, size: 32MiB, mount_point: /srv}}}\n");
        Assert.Equal(3, _folder.Read(DefinitionFolder.Bootstrap).Image!.Partitions.Length);
    }

    [Fact]
    public void A_component_that_spoils_a_boards_layout_is_told_with_the_board()
    {
        _folder.AddComponent("Table");
        AddBoards("Pi");
        _folder.WriteToComponent("Table", "definition.yml", "image: {partition_table: gpt}\n");
        Assert.Contains(
            "EDI0023 The components Table and Pi both set 'image', and their layouts do not fit together: 'partition_table' is 'gpt' in Table and 'mbr' in Pi. ",
            Assert.Single(_folder.Problems(DefinitionFolder.Bootstrap)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image: {partition_table: gpt}", "3:26 EDI1005 'partition_table' is 'gpt' here and 'mbr' in the component Pi, with whose layout it does not fit: 'type' in partition '10_firmware' must be a GUID or one of ")]
    [InlineData("image: {partitions: {10_firmware: {file_system: ext4}}}", "3:49 EDI1008 'partitions: 10_firmware: file_system' is 'ext4' here and 'vfat' in the component Pi, with whose layout it does not fit: /boot/firmware is what a Raspberry Pi boots from")]
    [InlineData("image: {partitions: {05_data: {type: linux, label: PIROOT, file_system: ext4, size: 8MiB}}}", "3:38 EDI1008 With what is said here, the layout of the component Pi contradicts itself: Two partitions have the label 'PIROOT'")]
    public void A_change_of_the_projects_own_that_spoils_a_boards_layout_is_told_at_its_place(string change, string problem)
    {
        AddBoards("Pi");
        string told = Assert.Single(_folder.Problems($"{DefinitionFolder.Bootstrap}{change}\n"));
        Assert.StartsWith(problem, told, StringComparison.Ordinal);
        Assert.Equal(_folder.DefinitionFile, Assert.Single(_folder.Refuse($"{DefinitionFolder.Bootstrap}{change}\n").Problems).Position!.File);
    }

    [Fact]
    public void A_mistake_of_the_components_own_stays_in_its_file()
    {
        AddBoards("Pi");
        string file = _folder.WriteToComponent("Pi", "definition.yml", Pi.Replace("ext4", "ext5", StringComparison.Ordinal));
        var problem = Assert.Single(_folder.Refuse(DefinitionFolder.Bootstrap + "image: {partitions: {20_root: {label: MINE}}}\n").Problems);
        Assert.Equal(("EDI1005", file), (problem.Code.Id, problem.Position!.File));
    }

    private void AddBoards(params string[] names)
    {
        foreach (string name in names)
        {
            _folder.AddComponent(name);
            _folder.WriteToComponent(name, "definition.yml", name == "Pi" ? Pi : Efi);
        }
    }
}
