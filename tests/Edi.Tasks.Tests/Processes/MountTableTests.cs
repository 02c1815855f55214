using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

public sealed class MountTableTests
{
    private static readonly MountTable s_mounts = MountTable.Parse(
    [
        "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw",
        "23 22 0:21 / /proc rw,nosuid,nodev,noexec - proc proc rw",
        "24 22 0:22 / /home rw,nodev shared:2 - ext4 /dev/vdb rw,noexec",
        "25 24 0:23 / /home/me/my\\040project rw,noexec - tmpfs tmpfs rw",
        "26 22 0:24 / /odd\\011\\012\\134\\043 rw - tmpfs tmpfs rw",
        "27 24 0:25 / /home ro master:1 propagate_from:2 - ext4 /dev/vdc ro",
    ]);

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/etc/fstab", "/")]
    [InlineData("/proc", "/proc")]
    [InlineData("/proc/1/../self", "/proc")]
    [InlineData("/procedure", "/")]
    [InlineData("/home/me", "/home")]
    [InlineData("/homes", "/")]
    [InlineData("/home/me/my project/obj", "/home/me/my project")]
    [InlineData("/home/me/my project 2", "/home")]
    [InlineData("/odd\t\n\\#/x", "/odd\t\n\\#")]
    public void A_path_lies_on_the_longest_mount_above_it(string path, string point) => Assert.Equal(point, s_mounts.Of(path).Point);

    [Fact]
    public void Of_two_mounts_at_one_place_the_later_covers_the_earlier() => Assert.Equal(["ro"], s_mounts.Of("/home/me").Options);

    [Fact]
    public void Options_are_those_of_the_mount_not_of_its_file_system() => Assert.Equal(["rw", "noexec"], s_mounts.Of("/home/me/my project").Options);

    [Theory]
    [InlineData("/home", "/home,/home/me/my project,/home")]
    [InlineData("/home/", "/home,/home/me/my project,/home")]
    [InlineData("/home/me", "/home/me/my project")]
    [InlineData("/home/m", "")]
    [InlineData("/home/me/my project", "/home/me/my project")]
    [InlineData("/home/me/my project/obj", "")]
    [InlineData("/pro", "")]
    public void Mounts_below_a_folder_are_those_at_it_and_in_it(string folder, string points) =>
        Assert.Equal(points, string.Join(',', s_mounts.Below(folder).Select(mount => mount.Point)));

    [Fact]
    public void The_kernels_own_table_is_read() => Assert.Equal("/proc", MountTable.Read().Of("/proc/self").Point);
}
