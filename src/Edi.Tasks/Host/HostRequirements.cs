using System.Collections.Immutable;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;
using NuGet.Versioning;

namespace Edi.Tasks.Host;

/// <summary>Something that the host lacks, and the command that mends it.</summary>
/// <param name="Mend">A command or an advice, as the user reads it.</param>
/// <param name="Package">The Debian package that mends it, if one does.</param>
/// <param name="UserCommand">The command, for root, that mends it if the user's account is what lacks something.</param>
internal sealed record HostProblem(string Message, string Mend, string? Package = null, ToolCommand? UserCommand = null);

/// <summary>Looks for all that a build needs of its host, without starting a program: it is asked before every build.</summary>
/// <param name="packages">Debian packages that the project needs besides the SDK's own.</param>
internal sealed class HostRequirements(string cacheDirectory, string projectDirectory, string architecture, long minimumFreeSpace, string[] packages)
{
    public ImmutableArray<HostProblem> Check() =>
        [.. Tools(), .. Packages(), .. Emulator(), .. Keyring(), .. SubordinateRanges(), .. UserNamespaces(), .. Folders()];

    private static IEnumerable<HostProblem> Tools()
    {
        foreach (var tool in HostTool.All)
        {
            string? version = HostPackages.VersionOf(tool.Package);
            if (HostToolRunner.FindRefused(tool.Program) is { } file)
            {
                yield return new($"{file} may not be executed: its mode is {Convert.ToString((int)File.GetUnixFileMode(file), 8).PadLeft(4, '0')}; it {tool.Purpose}.", $"sudo chmod 755 {file}, or sudo apt-get install --reinstall {tool.Package}");
            }
            else if (HostToolRunner.TryFindProgram(tool.Program) is null)
            {
                yield return new($"{tool.Program} is missing; it {tool.Purpose}.", Install(tool.Package), tool.Package);
            }
            else if (version is not null && IsOlder(version, tool.MinimumVersion))
            {
                yield return new(
                    $"{tool.Program} is too old: expected version {tool.MinimumVersion} or later of the package {tool.Package}, found {version}.",
                    "upgrade to Debian 12, Ubuntu 24.04 or later");
            }
        }
    }

    private IEnumerable<HostProblem> Packages() => packages
        .Where(package => HostPackages.VersionOf(package) is null)
        .Select(package => new HostProblem($"The package {package} is missing; the project or its definition needs it.", Install(package), package));

    private IEnumerable<HostProblem> Emulator()
    {
        if (DebianArchitecture.Host.Runs(architecture) || DebianArchitecture.Find(architecture) is not { } foreign)
        {
            yield break;
        }

        bool found = ForeignPrograms.KernelHasOwnHandlers
            ? StaticEmulator.Find(foreign) is not null
            : ForeignPrograms.HostHandler(foreign) is not null;
        if (!found)
        {
            yield return new($"qemu-{foreign.QemuName} is missing; it runs the programs of {architecture}.", Install(HostTool.EmulatorPackage), HostTool.EmulatorPackage);
        }
    }

    private static IEnumerable<HostProblem> Keyring()
    {
        if (!File.Exists(HostTool.KeyringFile))
        {
            yield return new("Debian's keys are missing; they verify the packages.", Install(HostTool.KeyringPackage), HostTool.KeyringPackage);
        }
    }

    private static IEnumerable<HostProblem> SubordinateRanges()
    {
        if (CurrentUser.IsRoot)
        {
            yield break; // Root maps every user to itself.
        }

        foreach (var (file, option, what) in new[] { ("/etc/subuid", "--add-subuids", "users"), ("/etc/subgid", "--add-subgids", "groups") })
        {
            if (SubordinateRange.Find(file, CurrentUser.Name, CurrentUser.UserId) is null)
            {
                int first = SubordinateRange.FirstFree(file);
                var command = new ToolCommand("usermod", option, FormattableString.Invariant($"{first}-{first + SubordinateRange.Needed}"), CurrentUser.Name);
                yield return new(
                    $"User {CurrentUser.Name} has no range of {SubordinateRange.Needed} subordinate {what} in {file}.",
                    $"sudo {command}",
                    UserCommand: command);
            }
        }
    }

    private static IEnumerable<HostProblem> UserNamespaces()
    {
        if (ReadSetting("/proc/sys/user/max_user_namespaces") == "0")
        {
            yield return new("The kernel allows no user namespaces (user.max_user_namespaces is 0).", "sudo sysctl user.max_user_namespaces=16384");
        }

        if (!CurrentUser.IsRoot && ReadSetting("/proc/sys/kernel/unprivileged_userns_clone") == "0")
        {
            yield return new("The kernel allows user namespaces to root only (kernel.unprivileged_userns_clone is 0).", "sudo sysctl kernel.unprivileged_userns_clone=1");
        }

        if (!CurrentUser.IsRoot && ReadSetting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1")
        {
            yield return new("AppArmor restricts user namespaces (kernel.apparmor_restrict_unprivileged_userns is 1).", "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0");
        }
    }

    private IEnumerable<HostProblem> Folders()
    {
        var mounts = MountTable.Read();
        foreach (var (folder, property) in new[] { (cacheDirectory, "EdiCacheDirectory"), (projectDirectory, "") })
        {
            var mount = mounts.Of(folder);
            string move = property.Length > 0
                ? $"dotnet build -p:{property}=FOLDER, with a folder on another file system"
                : "move the project to another file system";
            foreach (string option in new[] { "nodev", "noexec" }.Where(mount.Options.Contains))
            {
                if (property.Length > 0)
                {
                    yield return new($"{folder} lies on {mount.Point}, which is mounted {option}; a root file system cannot be made there.", $"sudo mount -o remount,{option[2..]} {mount.Point}, or {move}");
                }
            }

            // What makes no image need not write there.
            if (property.Length > 0 && minimumFreeSpace > 0 && !FilePermission.IsWritable(NearestOf(folder)))
            {
                yield return new(
                    $"{folder} may not be written{(mount.Options.Contains("ro") ? $": it lies on {mount.Point}, which is mounted read-only" : $" by {CurrentUser.Name}")}.",
                    $"dotnet build -p:{property}=FOLDER, with a folder that {CurrentUser.Name} may write to");
            }

            long free = new DriveInfo(mount.Point).AvailableFreeSpace;
            if (free < minimumFreeSpace)
            {
                yield return new(
                    $"{folder} has too little space: expected {ByteSize.Format(minimumFreeSpace)} free on {mount.Point}, found {ByteSize.Format(free)}.",
                    $"free some space, or {move}");
            }
        }
    }

    /// <summary>The folder itself, or the one above it that is there.</summary>
    private static string NearestOf(string folder) => Directory.Exists(folder) || Path.GetDirectoryName(folder) is not { } above ? folder : NearestOf(above);

    private static string? ReadSetting(string path) => File.Exists(path) ? File.ReadAllText(path).Trim() : null;

    private static string Install(string package) => $"sudo apt-get install {package}";

    internal static bool IsOlder(string debianVersion, string minimum) =>
        Upstream(debianVersion) is { } found && NuGetVersion.TryParse(minimum, out var needed) && found < needed;

    // Debian's [epoch:]upstream[+suffix][-revision], of which the leading numbers tell what a tool can do.
    private static NuGetVersion? Upstream(string debianVersion)
    {
        string upstream = debianVersion[(debianVersion.IndexOf(':', StringComparison.Ordinal) + 1)..];
        int end = upstream.AsSpan().IndexOfAnyExcept("0123456789.");
        return NuGetVersion.TryParse((end < 0 ? upstream : upstream[..end]).TrimEnd('.'), out var version) ? version : null;
    }
}
