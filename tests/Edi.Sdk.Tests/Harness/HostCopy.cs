namespace Edi.Sdk.Tests.Harness;

/// <summary>
/// A copy of the machine's root for one script: what that removes, installs or writes is gone with it, but for the project's
/// folder and the cache, which are the real ones. Packages' scripts find neither services nor the kernel's handlers of foreign
/// programs. Only root can make one.
/// </summary>
internal static class HostCopy
{
    // The overlay's upper half lies in memory, and all of it in namespaces of the script's own, so nothing is left.
    private const string Enter =
        """
        set -eu
        script=$1 project=$PWD
        resolver=$(cat /etc/resolv.conf)
        mount -t tmpfs tmpfs /mnt
        mkdir /mnt/upper /mnt/work /mnt/root
        mount -t overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work overlay /mnt/root
        cd /mnt/root
        rm --force etc/resolv.conf
        printf '%s\n' "$resolver" >etc/resolv.conf
        mount --rbind /dev dev
        mount --rbind /sys sys
        mount -t proc proc proc
        mount -t tmpfs tmpfs run
        if [ -d proc/sys/fs/binfmt_misc ]; then mount -t tmpfs tmpfs proc/sys/fs/binfmt_misc; fi
        shift
        for folder; do mkdir --parents ".$folder"; mount --bind "$folder" ".$folder"; done
        pivot_root . mnt
        umount --lazy /mnt
        cd "$project"
        exec sh -euc "$script"
        """;

    /// <summary>Why a test that needs one is left out.</summary>
    public const string Reason = "Only root can make a copy of the machine's root.";

    /// <summary>Whether it can be made.</summary>
    public static bool IsPossible => Environment.UserName == "root";

    /// <summary>Runs a script of sh in the project's folder, in which a copy of the root begins and ends.</summary>
    public static Task<CommandOutcome> RunAsync(TestProject project, string script) => project.RunAsync(Command(script, project.Folder, project.Cache));

    /// <summary>Starts a script of sh in a folder, in which a copy of the root begins and ends. The folder is the real one.</summary>
    public static RunningCommand Start(string folder, string script) => RunningCommand.Start(
        folder, new Dictionary<string, string> { ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", ["LANG"] = "C.UTF-8" }, Command(script, folder));

    private static string[] Command(string script, params string[] folders) =>
        ["unshare", "--mount", "--pid", "--uts", "--fork", "--kill-child", "sh", "-c", Enter, "sh", script, .. folders];
}
