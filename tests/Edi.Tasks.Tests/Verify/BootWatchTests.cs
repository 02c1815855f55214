using System.Text.RegularExpressions;
using Edi.Tasks.Verify;

namespace Edi.Tasks.Tests;

/// <summary>What a console tells of a machine.</summary>
public sealed class BootWatchTests
{
    private static readonly TimeSpan s_bootWithin = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_probesWithin = TimeSpan.FromMinutes(5);

    private readonly BootWatch _watch = new("n0nce", new Regex("attempt power cycle"));

    [Fact]
    public void A_machine_boots_and_finishes()
    {
        Assert.Null(Judge("Booting\n", 10));
        Assert.Null(Judge("Booting\nraspberry login: ", 100));
        Assert.Equal(
            new BootProgress.Finished(TimeSpan.FromSeconds(100)),
            Judge("Booting\nraspberry login: \nedi-verify: finished n0nce\n", 120));
    }

    [Theory]
    [InlineData("raspberry [  OK  ] Reached target multi-user.target.\r\nlogin: ")]
    [InlineData("raspberry log[   33.123456] random: crng init done\r\nin: ")]
    public void What_others_write_meanwhile_hides_no_prompt(string console)
    {
        Assert.Null(Judge(console, 100));
        Assert.IsType<BootProgress.Finished>(Judge($"{console}\nedi-verify: finished n0nce\n", 120));
    }

    [Fact]
    public void Checks_that_end_before_the_prompt_wait_for_it() => Assert.Null(Judge("edi-verify: finished n0nce\n", 100));

    [Fact]
    public void Who_only_speaks_of_the_end_has_not_finished() => Assert.Null(Judge("login: \nedi-verify: finished other\n", 100));

    [Fact]
    public void Time_is_measured_from_the_start_to_the_prompt() =>
        Assert.Equal(
            new BootProgress.NotBooted("no log-in prompt on the serial console within 3 min", TimeSpan.FromSeconds(181)),
            Judge("login: ", 181));

    [Fact]
    public void A_machine_that_hangs_after_the_prompt_is_stuck()
    {
        Assert.Null(Judge("login: ", 100));
        Assert.Null(Judge("login: ", 399));
        Assert.Equal(TimeSpan.FromSeconds(100), Assert.IsType<BootProgress.Stuck>(Judge("login: ", 401)).LogIn);
    }

    [Theory]
    [InlineData("[ 1.0] Kernel panic - not syncing: VFS: Unable to mount root fs\r\n[ 1.1] more", "its console says 'Kernel panic - not syncing: VFS: Unable to mount root fs'")]
    [InlineData("You are in emergency mode. After", "its console says 'You are in emergency mode'")]
    [InlineData("UEFI Interactive Shell v2.2\nEFI Shell", "its console says 'EFI Shell'")]
    [InlineData("BusyBox\n(initramfs) ", "its console says '(initramfs)'")]
    [InlineData("Target filesystem doesn't have requested /sbin/init.\nrun-init: ", "its console says 'Target filesystem doesn't have requested /sbin/init.'")]
    public void A_machine_that_will_never_boot_is_not_waited_for(string console, string problem) =>
        Assert.Equal(problem, Assert.IsType<BootProgress.NotBooted>(Judge(console, 10)).Problem);

    [Fact]
    public void A_mishap_of_the_emulation_is_none_of_the_image() =>
        Assert.Equal(new BootProgress.Mishap("attempt power cycle"), Judge("usb 1-1: attempt power cycle\n", 20));

    private BootProgress? Judge(string console, int seconds) => _watch.Judge(console, TimeSpan.FromSeconds(seconds), s_bootWithin, s_probesWithin);
}
