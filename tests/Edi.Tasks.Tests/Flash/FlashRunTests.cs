using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Flash;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

/// <summary>Writes a small image for real, to files and, as root, to loop devices.</summary>
public sealed class FlashRunTests : IDisposable
{
    private const int MiB = 1 << 20;
    private const string NeedsRoot = "Only root can attach a loop device.";

    private readonly HostToolFixture _fixture = new();
    private readonly string _image;
    private readonly string _mapFile;
    private readonly BlockMap _map;
    private readonly List<string> _shown = [];
    private string? _loop;

    public FlashRunTests()
    {
        // Data at both ends and in the middle, and holes between them.
        _image = _fixture.Folder.At("small.img");
        using (var file = File.Create(_image))
        {
            file.SetLength(8 * MiB);
            foreach (int place in new[] { 0, 3 * MiB, (8 * MiB) - 4096 })
            {
                byte[] data = new byte[4096];
                Random.Shared.NextBytes(data);
                file.Position = place;
                file.Write(data);
            }
        }

        _mapFile = _fixture.Folder.At("small.bmap");
        _fixture.Host.Require(EdiCodes.ImageFailed, new("bmaptool", "--quiet", "create", "--output", _mapFile, _image));
        _map = BlockMap.Read(_mapFile);
        Assert.Equal([0, 3 * MiB, (8 * MiB) - 4096], _map.Ranges.Select(range => range.Offset));
    }

    public void Dispose()
    {
        if (_loop is not null)
        {
            _fixture.Host.Run(new("umount", "--quiet", _loop));
            _fixture.Host.Run(new("losetup", "--detach", _loop));
        }

        _fixture.Dispose();
    }

    [Fact]
    public void A_new_file_becomes_the_image()
    {
        string card = _fixture.Folder.At("card.img");
        Flash(new FlashTarget.PlainFile(card), _map);
        Assert.Equal(File.ReadAllBytes(_image), File.ReadAllBytes(card));
        Assert.Equal(["writing 12 KiB", "reading 12 KiB"], _shown);
    }

    [Fact]
    public void A_file_that_is_larger_becomes_the_image_too()
    {
        string card = _fixture.Folder.Write("card.img", [.. Enumerable.Repeat((byte)7, 9 * MiB)]);
        Flash(new FlashTarget.PlainFile(card), _map);
        Assert.Equal(File.ReadAllBytes(_image), File.ReadAllBytes(card));
    }

    [Fact]
    public void What_reads_differently_is_a_coded_error_with_its_places()
    {
        // As if the medium had lost these two.
        var map = _map with { Ranges = [_map.Ranges[0], .. _map.Ranges.Skip(1).Select(range => range with { Checksum = new string('0', 64) })] };
        var problem = Refused(() => Flash(new FlashTarget.PlainFile(_fixture.Folder.At("card.img")), map));
        Assert.Equal(EdiCodes.FlashDiffers, problem.Code);
        Assert.Contains("4096 bytes from 3145728 on, 4096 bytes from 8384512 on differ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_that_is_not_the_maps_is_not_written_to_the_end()
    {
        using (var file = File.OpenWrite(_image))
        {
            file.Position = 3 * MiB;
            file.Write("altered"u8);
        }

        var problem = Refused(() => Flash(new FlashTarget.PlainFile(_fixture.Folder.At("card.img")), _map));
        Assert.Equal(EdiCodes.FlashFailed, problem.Code);
        Assert.Contains("half an image", problem.Message, StringComparison.Ordinal);
        Assert.Contains("checksum mismatch", _fixture.Log.Tail, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_interrupted_says_that_the_device_holds_half_an_image()
    {
        _fixture.CancelAfter(TimeSpan.Zero);
        Assert.True(SpinWait.SpinUntil(() => _fixture.Token.IsCancellationRequested, TimeSpan.FromSeconds(10)));
        var problem = Refused(() => Flash(new FlashTarget.PlainFile(_fixture.Folder.At("card.img")), _map));
        Assert.Equal(EdiCodes.FlashFailed, problem.Code);
        Assert.Contains("was interrupted", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void When_nobody_listens_any_more_the_writer_ends()
    {
        // A writer that takes long; whoever listens is gone after the first line.
        string seconds = HostToolFixture.UniqueSeconds();
        string writer = _fixture.Folder.Write("bin/bmaptool", $"#!/bin/sh\nexec sleep {seconds}\n");
        File.SetUnixFileMode(writer, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var command = new ToolCommand(
            "sh", "-c", "setsid --wait sh -c \"$@\" </dev/null | grep --max-count=1 writing", "sh",
            Script.Of("flash.sh"), "flash.sh", _image, _mapFile, _fixture.Folder.At("card.img"), "cached", "/dev/null");
        _fixture.Host.Run(command.With("PATH", $"{_fixture.Folder.At("bin")}:{ToolEnvironment.SearchPath}"));
        Assert.Contains("writing", _fixture.Shown);
        Assert.True(HostToolFixture.IsGone(seconds));
    }

    [Fact]
    public void An_image_is_not_written_onto_itself()
    {
        Assert.Equal(EdiCodes.DeviceUnfit, Refused(() => ImageItself.Check(new FlashTarget.PlainFile(_image), _image)).Code);
        string other = _fixture.Folder.Write("other", "x");
        ImageItself.Check(new FlashTarget.PlainFile(other), _image);
        ImageItself.Check(new FlashTarget.PlainFile(_fixture.Folder.At("new")), _image);
    }

    [Fact]
    public void A_loop_device_becomes_the_image()
    {
        var disk = Attach(10 * MiB);
        Assert.Equal(("loop", 10 * MiB, false), (disk.Device.Type, disk.Device.Size, disk.Device.IsReadOnly));
        DeviceRules.Check(disk, _map.ImageSize, force: false);
        Flash(disk, _map);
        byte[] device = File.ReadAllBytes(_fixture.Folder.At("backing"));
        Assert.Equal(File.ReadAllBytes(_image), device[..(8 * MiB)]);
    }

    [Fact]
    public void With_sudo_it_is_the_same()
    {
        Assert.SkipUnless(HostToolRunner.TryFindProgram("sudo") is not null, "There is no sudo.");
        var disk = Attach(10 * MiB);
        new FlashRun(_fixture.Host, _image, _mapFile, _shown.Add).Run(disk, _map, ["sudo", "--non-interactive"]);
        Assert.Equal(File.ReadAllBytes(_image), File.ReadAllBytes(_fixture.Folder.At("backing"))[..(8 * MiB)]);
    }

    [Fact]
    public void A_loop_device_of_the_image_is_the_image()
    {
        Assert.SkipUnless(Environment.UserName == "root", NeedsRoot);
        Assert.Equal(EdiCodes.DeviceUnfit, Refused(() => ImageItself.Check(AttachFile(_image), _image)).Code);
    }

    [Fact]
    public void A_loop_device_that_is_too_small_is_refused() =>
        Assert.Equal(EdiCodes.DeviceTooSmall, Refused(() => DeviceRules.Check(Attach(7 * MiB), _map.ImageSize, force: true)).Code);

    [Fact]
    public void A_loop_device_that_is_mounted_is_refused_by_its_name()
    {
        var disk = Attach(10 * MiB);
        _fixture.Host.Require(EdiCodes.ImageFailed, new("mke2fs", "-q", "-t", "ext4", "-L", "PRECIOUS", disk.Path));
        string point = _fixture.Folder.CreateFolder("point");
        _fixture.Host.Require(EdiCodes.ImageFailed, new("mount", disk.Path, point));
        var problem = Refused(() => DeviceRules.Check(new FlashTargets(_fixture.Host).Find(disk.Path), _map.ImageSize, force: true));
        Assert.Equal(EdiCodes.DeviceInUse, problem.Code);
        Assert.Contains($"{disk.Path} is mounted at {point}", problem.Message, StringComparison.Ordinal);
        Assert.Contains("ext4 'PRECIOUS'", problem.Message, StringComparison.Ordinal);
        // The last line of defence: who mounts it in between is not overwritten.
        Assert.Equal(EdiCodes.FlashFailed, Refused(() => Flash(disk, _map)).Code);
        Assert.Contains("exclusive mode", _fixture.Log.Tail, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_may_write_needs_nobodys_help() =>
        Assert.Empty(WriteAccess.Of(new FlashTarget.PlainFile(_fixture.Folder.At("new.img")), _fixture.Host));

    private void Flash(FlashTarget target, BlockMap map) =>
        new FlashRun(_fixture.Host, _image, _mapFile, _shown.Add).Run(target, map, ImmutableArray<string>.Empty);

    private FlashTarget.Disk Attach(int size)
    {
        Assert.SkipUnless(Environment.UserName == "root", NeedsRoot);
        return AttachFile(_fixture.Folder.Write("backing", new byte[size]));
    }

    private FlashTarget.Disk AttachFile(string file)
    {
        _loop = _fixture.Host.Capture(EdiCodes.ImageFailed, new("losetup", "--find", "--show", file)).Trim();
        return Assert.IsType<FlashTarget.Disk>(new FlashTargets(_fixture.Host).Find(_loop));
    }

    private static EdiProblem Refused(Action action) => Assert.Throws<EdiException>(action).Problems.Single();
}
