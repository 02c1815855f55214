using Edi.Tasks.Terminal;

namespace Edi.Tasks.Tests;

public sealed class StepTableTests
{
    private readonly StepTable _table = new("pi3-image");

    [Fact]
    public void Each_step_that_ran_has_a_line()
    {
        Add("EdiBootstrap", "it has not been built", 65.34, "214 MiB");
        Add("EdiConfigure.100_machine", "parameter.host_name changed", 1235.04, "1.2 GiB");
        Assert.Equal(
            """

              Steps of pi3-image that ran:
              step                      why                               seconds     size
              EdiBootstrap              it has not been built                65.3  214 MiB
              EdiConfigure.100_machine  parameter.host_name changed        1235.0  1.2 GiB

            """,
            _table.Format(79));
    }

    [Fact]
    public void A_reason_that_does_not_fit_goes_on_below()
    {
        Add("EdiConfigure.100_machine", "parameter.host_name changed, /home/somebody/product/plugins/playbooks/machine/main.yml changed, and 2 more", 35.2, "failed");
        string[] lines = _table.Format(80).Split('\n');
        Assert.Equal("  EdiConfigure.100_machine  parameter.host_name changed,           35.2  failed", lines[3]);
        Assert.Equal("                            /home/somebody/product/plugins/pla", lines[4]);
        Assert.Equal("                            ybooks/machine/main.yml changed,", lines[5]);
        Assert.Equal("                            and 2 more", lines[6]);
        Assert.All(lines, line => Assert.True(line.Length < 80, line));
    }

    [Fact]
    public void On_a_narrow_terminal_a_reason_keeps_some_room()
    {
        Add("EdiConfigure.100_machine", "it has not been built", 1, "1 KiB");
        Assert.Contains("EdiConfigure.100_machine  it has not been", _table.Format(20), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_in_it_commands_the_terminal()
    {
        Add("EdiConfigure.\e[2J", "\e]0;title\a changed", 1, "1 KiB");
        Assert.DoesNotContain(_table.Format(80), c => char.IsControl(c) && c != '\n');
    }

    private void Add(string step, string why, double seconds, string size) => _table.Add(new(step, why, TimeSpan.FromSeconds(seconds), size));
}
