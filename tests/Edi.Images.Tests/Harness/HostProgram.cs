using CliWrap;
using CliWrap.Buffered;

namespace Edi.Images.Tests.Harness;

/// <summary>A program of the machine that runs the tests.</summary>
internal static class HostProgram
{
    // Debian keeps sfdisk and its like in sbin, which a user's PATH lacks.
    private static readonly string[] SearchPath =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/local/sbin", "/usr/sbin", "/sbin"];

    private static readonly Dictionary<string, string> Packages = new()
    {
        ["bmaptool"] = "bmap-tools",
        ["cmp"] = "diffutils",
        ["debugfs"] = "e2fsprogs",
        ["e2fsck"] = "e2fsprogs",
        ["mcopy"] = "mtools",
        ["mdir"] = "mtools",
        ["qemu-system-aarch64"] = "qemu-system-arm",
        ["qemu-system-x86_64"] = "qemu-system-x86",
        ["sfdisk"] = "fdisk",
        ["ssh"] = "openssh-client",
        ["sshpass"] = "sshpass",
    };

    /// <summary>The program's path. A test without its program fails: an image that nobody has booted is not proven.</summary>
    public static string Find(string program)
    {
        string? path = SearchPath.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        Assert.True(path is not null, $"'{program}' is missing: apt-get install {Packages.GetValueOrDefault(program, program)}");
        return path;
    }

    /// <summary>Runs a program to its end.</summary>
    public static Task<ProgramResult> RunAsync(string program, params IEnumerable<string> arguments) =>
        RunAsync(Cli.Wrap(Find(program)).WithArguments(arguments), TestContext.Current.CancellationToken);

    /// <summary>Runs a program to its end, in the language that tests read.</summary>
    public static async Task<ProgramResult> RunAsync(Command command, CancellationToken cancellation)
    {
        var result = await command
            .WithEnvironmentVariables(new Dictionary<string, string?>(command.EnvironmentVariables) { ["LC_ALL"] = "C.UTF-8" })
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellation);
        return new(command.ToString(), result.ExitCode, result.StandardOutput, result.StandardError);
    }

    /// <summary>Runs a program that has to succeed and returns its standard output.</summary>
    public static async Task<string> RequireAsync(string program, params IEnumerable<string> arguments) =>
        (await RunAsync(program, arguments)).Require();
}
