using Edi.Images.Tests.Machines;

namespace Edi.Images.Tests;

/// <summary>What holds for every image with the SDK's base system, once it runs.</summary>
public abstract class BootTests(BootedImage booted)
{
    private protected BootedSystem System => booted.Systems[0];

    /// <summary>The definition's host name.</summary>
    private protected abstract string HostName { get; }

    [Fact]
    public async Task Every_unit_runs()
    {
        string failed = await System.FailedUnitsAsync();
        Assert.True(System.State == "running", $"The system is {System.State}. These units failed:\n{failed}");
    }

    [Fact]
    public async Task The_host_has_its_name() => Assert.Equal(HostName, await System.HostNameAsync());

    [Fact]
    public async Task The_time_zone_is_set() => Assert.Equal("Etc/UTC", await System.TimeZoneAsync());

    [Fact]
    public async Task The_language_is_set() => Assert.Equal("LANG=en_US.UTF-8\nUTF-8", await System.LanguageAsync());

    [Fact]
    public async Task The_root_file_system_takes_the_whole_disk()
    {
        long size = await System.RootFileSystemSizeAsync();
        Assert.True(size > booted.Project.Image.Length, $"The root file system has {size} bytes, the image {booted.Project.Image.Length}.");
    }

    [Fact]
    public async Task The_manifest_lists_the_packages()
    {
        string[] manifest = await File.ReadAllLinesAsync(booted.Project.Manifest, TestContext.Current.CancellationToken);
        Assert.Equal(manifest, await System.PackagesAsync());
    }
}
