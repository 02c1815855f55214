using System.Globalization;

namespace Edi.Sdk.Tests.Harness;

/// <summary>
/// A user without any privilege but a subordinate range, made for the tests. Root only can make one; for the tests of
/// somebody else, that person is the ordinary user.
/// </summary>
internal sealed class OrdinaryUser : Builder, IDisposable
{
    private const string Name = "edi-test-user";
    private readonly bool _viaSudo;

    private OrdinaryUser(bool viaSudo)
    {
        _viaSudo = viaSudo;
        if (!File.ReadLines("/etc/passwd").Any(line => line.StartsWith(Name + ":", StringComparison.Ordinal)))
        {
            Run("useradd", "--create-home", "--shell", "/bin/sh", Name);
        }

        if (viaSudo)
        {
            File.WriteAllText(SudoRule, $"{Name} ALL=(ALL) NOPASSWD: ALL\n");
            File.SetUnixFileMode(SudoRule, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        }

        Environment["HOME"] = Home;
        Environment["USER"] = Name;
    }

    public override string Cache => _viaSudo ? CacheOfRoot : $"{Home}/.cache/edi";

    public override string Packages => _viaSudo ? PackagesOfRoot : $"{Home}/.nuget/packages";

    /// <summary>UID and GID.</summary>
    public static (int User, int Group) Ids
    {
        get
        {
            string[] fields = File.ReadLines("/etc/passwd").Single(line => line.StartsWith(Name + ":", StringComparison.Ordinal)).Split(':');
            return (int.Parse(fields[2], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture));
        }
    }

    private static string Home => $"/home/{Name}";

    private static string SudoRule => $"/etc/sudoers.d/{Name}";

    public static OrdinaryUser Create() => new(viaSudo: false);

    /// <summary>The same user, who builds with <c>sudo</c>.</summary>
    public static OrdinaryUser CreateWithSudo() => new(viaSudo: true);

    /// <summary>The user's processes, and those of its subordinate users.</summary>
    public static string[] Processes() =>
    [
        .. Directory.GetDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
            .Where(folder => ReadStatus(folder).Any(line => line.StartsWith($"Uid:\t{Ids.User}\t", StringComparison.Ordinal))),
    ];

    /// <summary>The files on the root file system that the user, or a subordinate one, has made or changed, but for dotnet's own.</summary>
    public static async Task<string[]> FilesAsync(string newerThan, string[] except)
    {
        string[] ofDotnet = [$"{Home}/.nuget", $"{Home}/.dotnet", $"{Home}/.local/share/NuGet", "/tmp/NuGetScratch", "/tmp/.dotnet"];
        using var find = RunningCommand.Start(
            "/",
            new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
            // Other tests run at the same time as root: their folders change while they are read, and are closed to this user.
            "find", "/", "-xdev", "(", "-path", "/var/cache/edi", "-o", "-path", CacheOfRoot, "-o", "-path", "/tmp/edi-test*", ")", "-prune", "-o",
            // dotnet leaves an empty folder there, /tmp/XXXXXX, for each of its processes.
            "(", "-user", Name, "-o", "-uid", "+99999", ")", "-newer", newerThan, "!", "(", "-path", "/tmp/??????", "-empty", ")", "-print");
        var outcome = await find.EndAsync();
        string[] allowed = [.. ofDotnet, .. except];
        return
        [
            .. outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                // What vanishes while find looks at it was not left.
                .Where(line => !(line.StartsWith("find: ", StringComparison.Ordinal) && line.EndsWith(": No such file or directory", StringComparison.Ordinal)))
                .Where(file => !allowed.Any(folder => file.StartsWith(folder, StringComparison.Ordinal) || folder.StartsWith(file + "/", StringComparison.Ordinal))),
        ];
    }

    public override void Own(string folder) => Run("chown", "--recursive", $"{Name}:", folder);

    public void Dispose() => File.Delete(SudoRule);

    private static string[] ReadStatus(string process)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(process, "status"));
        }
        catch (IOException)
        {
            return []; // It ended between the look and the read.
        }
    }

    protected override string[] Wrap(string[] command) =>
        _viaSudo
            ? ["runuser", "--user", Name, "--", "sudo", "--non-interactive", .. command]
            : ["runuser", "--user", Name, "--", .. command];
}
