using System.Collections.Immutable;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Engines;

/// <summary>
/// What programs in a root file system learn of their user: the same that its /etc/passwd says, as after a log-in. Else what one
/// program takes for the home folder is not what another one does.
/// </summary>
internal static class ContainerEnvironment
{
    /// <summary>Where there is no account yet, or nobody can be asked: root as Debian makes it.</summary>
    public static ImmutableDictionary<string, string> OfDebian { get; } = Of("root", "/root", "/bin/bash");

    /// <summary>Root's, in a root file system whose programs can run.</summary>
    /// <param name="sandbox">Where it is mounted.</param>
    /// <param name="root">Its folder.</param>
    public static ImmutableDictionary<string, string> OfRoot(IToolRunner sandbox, string root)
    {
        string account = "";
        int exitCode = sandbox.Run(new ToolCommand("chroot", root, "getent", "passwd", "0"), line => account = line);
        return exitCode == 0 ? Parse(account) : OfDebian;
    }

    /// <param name="account">A line of passwd(5).</param>
    internal static ImmutableDictionary<string, string> Parse(string account) =>
        account.Split(':') is [{ Length: > 0 } name, _, _, _, _, var home, var shell]
            // An empty field means these, passwd(5).
            ? Of(name, home.Length > 0 ? home : "/", shell.Length > 0 ? shell : "/bin/sh")
            : OfDebian;

    private static ImmutableDictionary<string, string> Of(string name, string home, string shell) => new Dictionary<string, string>
    {
        ["HOME"] = home,
        ["USER"] = name,
        ["LOGNAME"] = name,
        ["SHELL"] = shell,
        ["TMPDIR"] = "/tmp",
    }.ToImmutableDictionary();
}
