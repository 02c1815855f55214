using System.Collections.Immutable;

namespace Edi.Tasks.Bootstrap.Resolve;

/// <summary>What most mirrors have, for those that show no list of it.</summary>
internal static class KnownSuites
{
    /// <summary>Suites, Debian's before Ubuntu's.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "bullseye", "bookworm", "trixie", "forky", "duke", "sid", "oldstable", "stable", "testing", "unstable", "experimental",
        "focal", "jammy", "noble", "questing", "resolute",
    ];

    /// <summary>One of each family of archives, by which it shows that it is one.</summary>
    public static ImmutableArray<string> Samples { get; } = ["stable", "noble"];

    /// <summary>The last words of the addresses of archives.</summary>
    public static ImmutableArray<string> Paths { get; } = ["debian", "debian-security", "debian-ports", "debian-archive", "ubuntu", "ubuntu-ports", "raspbian", "kali"];

    /// <summary>The hosts of archives.</summary>
    public static ImmutableArray<string> Hosts { get; } =
    [
        "deb.debian.org", "ftp.debian.org", "security.debian.org", "archive.debian.org", "snapshot.debian.org", "archive.ubuntu.com", "security.ubuntu.com",
        "ports.ubuntu.com", "old-releases.ubuntu.com", "archive.raspberrypi.com", "raspbian.raspberrypi.com", "http.kali.org", "download.docker.com",
    ];
}
