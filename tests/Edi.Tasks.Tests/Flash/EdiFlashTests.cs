using Edi.Tasks.Flash;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Tests;

public sealed class EdiFlashTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IBuildEngine4 _engine = SilentBuildEngine.Create();

    private List<string?> Errors => ((SilentBuildEngine)(object)_engine).Errors;

    public void Dispose()
    {
        ((IDisposable)_engine).Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_definition_without_an_image_has_nothing_to_flash()
    {
        Assert.False(new EdiFlash { BuildEngine = _engine, Device = _folder.At("card.img"), BlockMap = _folder.At("none.bmap"), LogFile = _folder.At("log") }.Execute());
        Assert.StartsWith("EDI7008: The definition makes no disk image", Assert.Single(Errors), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.At("card.img")));
    }

    [Fact]
    public void A_wrong_device_is_told_before_there_is_an_image()
    {
        Assert.False(new EdiCheckDevice { BuildEngine = _engine, Device = "/dev/null", LogFile = _folder.At("log") }.Execute());
        Assert.StartsWith("EDI7001: /dev/null is a character special file.", Assert.Single(Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_right_one_is_not_touched()
    {
        Assert.True(new EdiCheckDevice { BuildEngine = _engine, Device = _folder.Write("card.img", "x"), LogFile = _folder.At("log") }.Execute(), string.Join('\n', Errors));
        Assert.Equal("x", File.ReadAllText(_folder.At("card.img")));
    }
}
