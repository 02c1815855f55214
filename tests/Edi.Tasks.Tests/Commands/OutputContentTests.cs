using System.Text;
using Edi.Tasks.Commands;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

/// <summary>Which outputs of commands are not what their names say.</summary>
public sealed class OutputContentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.mender", "The program is missing.\nMore.\n", "should be an artifact of Mender, which is a tar archive, and is a text: 'The program is missing.'. ")]
    [InlineData("a.tar", "nothing", "should be a tar archive, and is a text: 'nothing'. ")]
    [InlineData("a.tar.xz", "\0\u0001", "should be compressed by xz, and is something else. ")]
    [InlineData("a.img", "", "should be a disk image, and is empty. ")]
    [InlineData("a.IMG", "no tool", "should be a disk image, and is a text: 'no tool'. ")]
    [InlineData("a.img", "\u001b[31mred\u001b[0m", "is a text: '?[31mred?[0m'. ")]
    [InlineData("a.img", "Ärger mit dem Gerät", "is a text: 'Ärger mit dem Gerät'. ")]
    public void A_name_that_promises_something_else_is_told(string name, string content, string told)
    {
        var warning = Check(_folder.Write(name, content));
        Assert.NotNull(warning);
        Assert.Equal((EdiCodes.OutputUnlikeItsName, true), (warning.Code, warning.IsWarning));
        Assert.StartsWith($"The command 10_make ended well, and its output made is not what its name says: '{name}' ", warning.Message, StringComparison.Ordinal);
        Assert.Contains(told, warning.Message, StringComparison.Ordinal);
        Assert.EndsWith("/log has what the command said.", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "text")] // no extension
    [InlineData("a.txt", "text")]
    [InlineData("a.result", "")]
    [InlineData("a.pdf", "%PDF-1.5 and so on")]
    [InlineData("a.deb", "!<arch>\ndebian-binary")]
    [InlineData("a.zip", "PK\u0003\u0004")]
    [InlineData("a.vmdk", "# Disk DescriptorFile\nversion=1")] // a disk that is described by a text
    [InlineData("a.img", "\0\0\0\0")]
    [InlineData("a.img", "text at first\0")]
    public void Other_names_and_contents_are_right(string name, string content) => Assert.Null(Check(_folder.Write(name, content)));

    [Theory]
    [InlineData("a.tar", 257, "ustar")]
    [InlineData("a.ext4", 1080, "S\u00ef")]
    [InlineData("a.iso", 32769, "CD001")]
    [InlineData("a.btrfs", 65600, "_BHRfS_M")]
    public void A_signature_lies_at_its_place(string name, int offset, string signature)
    {
        byte[] bytes = [.. new byte[offset], .. Encoding.Latin1.GetBytes(signature)];
        Assert.Null(Check(_folder.Write(name, bytes)));
        Assert.NotNull(Check(_folder.Write(name, bytes[..^1])));
        Assert.NotNull(Check(_folder.Write(name, [0, .. bytes])));
    }

    [Theory]
    [InlineData("tar --create --file a.tar text")]
    [InlineData("tar --create --gzip --file a.tar.gz text")]
    [InlineData("bzip2 --stdout text >a.bz2")]
    [InlineData("xz --stdout text >a.xz")]
    [InlineData("zstd --quiet --stdout text >a.zst")]
    [InlineData("qemu-img create -q -f qcow2 a.qcow2 1M")]
    [InlineData("qemu-img create -q -f vmdk a.vmdk 1M")]
    [InlineData("qemu-img create -q -f vhdx a.vhdx 1M")]
    [InlineData("truncate --size 1M a.ext4 && mkfs.ext4 -q a.ext4")]
    [InlineData("truncate --size 1M a.vfat && mkfs.vfat a.vfat >/dev/null")]
    [InlineData("mksquashfs text a.squashfs -quiet -no-progress >/dev/null")]
    public void What_the_usual_tools_make_is_right(string command)
    {
        _folder.Write("text", "text");
        string tool = command.Split(' ').First(word => word is not ("truncate" or "--size" or "1M" or "echo" or "text" or "|" or "&&") && !word.StartsWith("a.", StringComparison.Ordinal));
        Assert.SkipUnless(new[] { "/usr/bin", "/usr/sbin", "/bin", "/sbin" }.Any(folder => File.Exists(Path.Combine(folder, tool))), $"{tool} is not installed.");
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sh", ["-euc", $"PATH=$PATH:/usr/sbin:/sbin\n{command}"]) { WorkingDirectory = _folder.Path })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Null(Check(Directory.GetFiles(_folder.Path, "a.*").Single()));
    }

    [Fact]
    public void A_folder_is_no_archive_and_a_link_may_lead_to_anything()
    {
        Assert.Contains("should be a tar archive, and is a folder. ", Check(_folder.CreateFolder("a.tar"))!.Message, StringComparison.Ordinal);
        File.CreateSymbolicLink(_folder.At("b.tar"), "/dev/zero");
        Assert.Null(Check(_folder.At("b.tar")));
        Assert.Null(Check(_folder.At("missing.tar")));
    }

    [Fact]
    public void Images_have_no_files() => Assert.Null(Check("localhost/a.tar", ArtifactKind.PodmanImage));

    private static EdiProblem? Check(string location, ArtifactKind kind = ArtifactKind.Path)
    {
        var output = new ArtifactDefinition("made", kind, location, SourcePosition.None);
        var command = new CommandDefinition("10_make", CommandStage.Postprocessing, "make.sh", RootRequirement.None, [output], "", "", SourcePosition.None);
        return OutputContent.Check(command, output, "/log");
    }
}
