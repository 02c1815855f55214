using Edi.Tasks.Diagnostics;
using Edi.Tasks.Flash;

namespace Edi.Tasks.Tests;

public sealed class FlashTargetsTests : IDisposable
{
    private readonly HostToolFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_file_and_one_that_does_not_exist_yet_will_do()
    {
        string file = _fixture.Folder.Write("card.img", "");
        Assert.Equal(new FlashTarget.PlainFile(file), Find(file));
        Assert.Equal(new FlashTarget.PlainFile(_fixture.Folder.At("new.img")), Find(_fixture.Folder.At("new.img")));
    }

    [Fact]
    public void A_link_is_what_it_leads_to()
    {
        string file = _fixture.Folder.Write("card.img", "x");
        File.CreateSymbolicLink(_fixture.Folder.At("link"), file);
        File.CreateSymbolicLink(_fixture.Folder.At("link-to-link"), _fixture.Folder.At("link"));
        Assert.Equal(new FlashTarget.PlainFile(file), Find(_fixture.Folder.At("link-to-link")));
    }

    [Theory]
    [InlineData("", "EdiFlash needs the device to write to: -p:Device=/dev/sdX. Removable disks found:")]
    [InlineData("/dev/no-such-device", "There is no device /dev/no-such-device. Removable disks found:")]
    [InlineData("/dev/disk/by-id/usb-none", "There is no device /dev/disk/by-id/usb-none.")]
    [InlineData("/no/such/folder/card.img", "There is no file /no/such/folder/card.img, nor a folder to make it in.")]
    [InlineData("/dev/null", "/dev/null is a character special file. Expected a disk or a plain file.")]
    [InlineData("/usr", "/usr is a directory.")]
    public void What_is_neither_a_disk_nor_a_file_is_a_coded_error(string path, string message)
    {
        var problem = Assert.Throws<EdiException>(() => Find(path)).Problems.Single();
        Assert.Equal(EdiCodes.DeviceUnfit, problem.Code);
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
    }

    private FlashTarget Find(string path) => new FlashTargets(_fixture.Host).Find(path);
}
