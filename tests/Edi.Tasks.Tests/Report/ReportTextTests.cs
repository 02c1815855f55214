using Edi.Tasks.Report;

namespace Edi.Tasks.Tests;

public sealed class ReportTextTests
{
    private const long MiB = 1 << 20;

    private static readonly ImageReport s_report = new(
        "small.img",
        "1",
        366 * MiB,
        [
            new(1, "BOOT", "/boot/firmware", "vfat", 64 * MiB, 66042880),
            new(2, "ROOT", "/", "ext4", 301 * MiB, 120938496),
            new(3, "", "", "", MiB, null),
        ],
        [new("apt", "2.9", 4 * MiB), new("python3", "3.13", 30 * MiB), new("libc6", "2.41", 13 * MiB)]);

    [Fact]
    public void The_report_on_a_first_image_has_partitions_and_packages() => Assert.Equal(
        """
        small.img: 366 MiB, 3 packages of 47 MiB
          partition  mount point     file system     size       free
          1 BOOT     /boot/firmware  vfat          64 MiB     63 MiB
          2 ROOT     /               ext4         301 MiB  115.3 MiB
          3                                         1 MiB          -
        Largest packages:
              30 MiB  python3       4 MiB  apt
              13 MiB  libc6

        """,
        ReportText.Short(s_report, null));

    [Fact]
    public void The_report_on_the_next_image_says_what_has_changed()
    {
        var before = new ImageReport(
            "small.img",
            "0",
            300 * MiB,
            [new(1, "BOOT", "/boot", "vfat", 64 * MiB, 66042880), new(2, "ROOT", "/", "ext4", 201 * MiB, null), new(4, "DATA", "/data", "ext4", 34 * MiB, MiB)],
            [new("apt", "2.8", 4 * MiB), new("python3", "3.13", 31 * MiB), new("nano", "8.4", 3 * MiB)]);
        Assert.Equal(
            """
            Since the last image:
              ~ BOOT: mount point /boot -> /boot/firmware
              ~ ROOT: size 201 MiB -> 301 MiB, free unknown -> 115.3 MiB
              + partition 3, 1 MiB
              - DATA, 34 MiB
              packages: 1 added, 1 removed, 2 changed; 9 MiB more
              + libc6 2.41, 13 MiB
              - nano 8.4, 3 MiB
              ~ python3 3.13, 1 MiB less
              ~ apt 2.8 -> 2.9, same size

            """,
            ReportText.Short(s_report, ReportChanges.Between(before, s_report))[ReportText.Short(s_report, null).Length..]);
    }

    [Fact]
    public void An_equal_image_has_no_changes() =>
        Assert.EndsWith("Since the last image: the same partitions and packages\n", ReportText.Short(s_report, ReportChanges.Between(s_report, s_report)), StringComparison.Ordinal);

    [Fact]
    public void Many_packages_and_changes_are_cut_in_the_output_and_whole_in_the_file()
    {
        var report = s_report with { Packages = [.. Enumerable.Range(1, 100).Select(number => new ReportedPackage($"package-{number:000}", "2", number * MiB))] };
        var changes = ReportChanges.Between(report with { Packages = [.. report.Packages.Select(package => package with { Version = "1" })] }, report);
        string text = ReportText.Short(report, changes);
        Assert.Contains("     100 MiB  package-100      90 MiB  package-090\n", text, StringComparison.Ordinal);
        Assert.Contains("      91 MiB  package-091      81 MiB  package-081\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("package-080", text, StringComparison.Ordinal);
        Assert.EndsWith("  packages: 100 changed; same size\n" + string.Concat(Enumerable.Range(1, 8).Select(number => $"  ~ package-{number:000} 1 -> 2, same size\n")) + "    and 92 more\n", text, StringComparison.Ordinal);
        Assert.InRange(text.Split('\n').Length, 1, 40);

        string file = ReportText.Long(report, changes);
        Assert.Contains("  ~ package-100 1 -> 2, same size\n", file, StringComparison.Ordinal);
        Assert.EndsWith("       2 MiB  package-002 2\n       1 MiB  package-001 2\n", file, StringComparison.Ordinal);
        Assert.Equal(100, file.Split('\n').Count(line => line.EndsWith(" 2", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_image_may_have_neither_partitions_nor_packages() => Assert.Equal(
        """
        small.img: 366 MiB, 0 packages of 0 B
          partition  mount point  file system  size  free
        Largest packages:

        """,
        ReportText.Short(s_report with { Partitions = [], Packages = [] }, null));
}
