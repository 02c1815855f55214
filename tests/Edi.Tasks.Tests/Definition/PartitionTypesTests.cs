using Edi.Tasks.Definition.Layout;

namespace Edi.Tasks.Tests;

public sealed class PartitionTypesTests
{
    [Theory]
    [InlineData("esp", "ef")]
    [InlineData("fat32-lba", "0c")]
    [InlineData("linux", "83")]
    [InlineData("swap", "82")]
    [InlineData("0x83", "83")]
    [InlineData("0xC", "0c")]
    [InlineData("0xeF", "ef")]
    public void An_mbr_knows_names_and_numbers(string text, string type) =>
        Assert.Equal(type, PartitionTypes.Resolve(PartitionTableKind.Mbr, text));

    [Theory]
    [InlineData("")]
    [InlineData("83")]
    [InlineData("0x")]
    [InlineData("0x0")]
    [InlineData("0x100")]
    [InlineData("0xgg")]
    [InlineData("0x 83")]
    [InlineData("LINUX")]
    [InlineData("xbootldr")]
    [InlineData("C12A7328-F81F-11D2-BA4B-00A0C93EC93B")]
    public void An_mbr_knows_nothing_else(string text) => Assert.Null(PartitionTypes.Resolve(PartitionTableKind.Mbr, text));

    [Theory]
    [InlineData("esp", "C12A7328-F81F-11D2-BA4B-00A0C93EC93B")]
    [InlineData("linux", "0FC63DAF-8483-4772-8E79-3D69D8477DE4")]
    [InlineData("root-arm64", "B921B045-1DF0-41C3-AF44-4C6F280D3FAE")]
    [InlineData("root-x86-64", "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709")]
    [InlineData("xbootldr", "BC13C2FF-59E6-4262-A352-B275FD6F7172")]
    [InlineData("basic-data", "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7")]
    [InlineData("bios-boot", "21686148-6449-6E6F-744E-656564454649")]
    [InlineData("swap", "0657FD6D-A4AB-43C4-84E5-0933C84B4F4F")]
    [InlineData("c12a7328-f81f-11d2-ba4b-00a0c93ec93b", "C12A7328-F81F-11D2-BA4B-00A0C93EC93B")]
    public void A_gpt_knows_names_and_guids(string text, string type) =>
        Assert.Equal(type, PartitionTypes.Resolve(PartitionTableKind.Gpt, text));

    [Theory]
    [InlineData("")]
    [InlineData("0x83")]
    [InlineData("ef")]
    [InlineData("fat32-lba")]
    [InlineData("{C12A7328-F81F-11D2-BA4B-00A0C93EC93B}")]
    [InlineData("C12A7328F81F11D2BA4B00A0C93EC93B")]
    public void A_gpt_knows_nothing_else(string text) => Assert.Null(PartitionTypes.Resolve(PartitionTableKind.Gpt, text));

    [Fact]
    public void Names_are_listed_in_order()
    {
        Assert.Equal(["esp", "fat32-lba", "linux", "swap"], PartitionTypes.Names(PartitionTableKind.Mbr));
        Assert.Equal(["basic-data", "bios-boot", "esp", "linux", "root-arm", "root-arm64", "root-riscv64", "root-x86-64", "swap", "xbootldr"], PartitionTypes.Names(PartitionTableKind.Gpt));
    }
}
