using Edi.Tasks.Incremental;

namespace Edi.Tasks.Tests;

public sealed class StepDurationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Stamp => _folder.At("stamp/EdiConfigure.100_machine.stamp");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_known_after_the_step()
    {
        Assert.Null(StepDuration.Read(Stamp));
        StepDuration.Write(Stamp, TimeSpan.FromSeconds(106.52));
        Assert.Equal(TimeSpan.FromSeconds(106.5), StepDuration.Read(Stamp));
        Assert.True(File.Exists(_folder.At("stamp/EdiConfigure.100_machine.seconds")));
    }

    /// <summary>A loss of power may leave anything; nobody builds because of an estimate.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0\0")]
    [InlineData("-3")]
    [InlineData("1e300")]
    [InlineData("99999999999999999999999999")]
    [InlineData("NaN")]
    public void Where_it_is_damaged_nobody_knows(string content)
    {
        StepDuration.Write(Stamp, TimeSpan.FromSeconds(1));
        File.WriteAllText(_folder.At("stamp/EdiConfigure.100_machine.seconds"), content);
        Assert.Null(StepDuration.Read(Stamp));
    }

    [Fact]
    public void A_folder_in_its_place_is_no_estimate_and_gives_way()
    {
        Directory.CreateDirectory(_folder.At("stamp/EdiConfigure.100_machine.seconds/deep"));
        Assert.Null(StepDuration.Read(Stamp));
        StepDuration.Write(Stamp, TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(2), StepDuration.Read(Stamp));
    }
}
