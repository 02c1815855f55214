using System.Text;
using CliWrap;

namespace Edi.Testing;

/// <summary>The programs of the host: of the machine that runs the tests.</summary>
public static class EdiHostProgram
{
    // Debian keeps sfdisk and its like in sbin, which a user's PATH lacks.
    private static readonly string[] s_searchPath =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/local/sbin", "/usr/sbin", "/sbin"];

    private static readonly Dictionary<string, string> s_packages = new()
    {
        ["bmaptool"] = "bmap-tools",
        ["cmp"] = "diffutils",
        ["debugfs"] = "e2fsprogs",
        ["e2fsck"] = "e2fsprogs",
        ["mcopy"] = "mtools",
        ["mdir"] = "mtools",
        ["qemu-system-aarch64"] = "qemu-system-arm",
        ["qemu-system-x86_64"] = "qemu-system-x86",
        ["scp"] = "openssh-client",
        ["setsid"] = "util-linux",
        ["sfdisk"] = "fdisk",
        ["ssh"] = "openssh-client",
        ["ssh-keygen"] = "openssh-client",
    };

    /// <summary>Finds a program in PATH and in the folders of the administrator's programs.</summary>
    /// <param name="program">Its name.</param>
    /// <returns>Its path.</returns>
    /// <exception cref="EdiTestingException">It is missing; the message names the Debian package that has it.</exception>
    public static string Find(string program) => Find(program, s_searchPath);

    internal static string Find(string program, IEnumerable<string> searchPath) =>
        searchPath.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? throw new EdiTestingException($"The program '{program}' is missing on this host: apt-get install {s_packages.GetValueOrDefault(program, program)}");

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">Its arguments; no shell ever splits them.</param>
    /// <param name="cancellation">Kills it.</param>
    /// <exception cref="EdiTestingException">It is missing.</exception>
    public static Task<EdiProgramResult> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation = default) =>
        RunAsync(Cli.Wrap(Find(program)).WithArguments(arguments), cancellation);

    /// <summary>Runs a program that has to succeed, and returns its standard output.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">Its arguments; no shell ever splits them.</param>
    /// <param name="cancellation">Kills it.</param>
    /// <exception cref="EdiTestingException">It is missing, or its exit code is not 0.</exception>
    public static async Task<string> RequireAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation = default) =>
        (await RunAsync(program, arguments, cancellation)).Require();

    internal static async Task<EdiProgramResult> RunAsync(Command command, CancellationToken cancellation)
    {
        var (result, output) = await RunBytesAsync(command, cancellation);
        return result with { Output = Encoding.UTF8.GetString(output) };
    }

    /// <summary>Runs a program whose standard output is no text; the result has none.</summary>
    internal static async Task<(EdiProgramResult Result, byte[] Output)> RunBytesAsync(Command command, CancellationToken cancellation)
    {
        using var output = new MemoryStream();
        var error = new StringBuilder();
        // In the language that is read here.
        var result = await command
            .WithEnvironmentVariables(new Dictionary<string, string?>(command.EnvironmentVariables) { ["LC_ALL"] = "C.UTF-8" })
            .WithStandardOutputPipe(PipeTarget.Merge(command.StandardOutputPipe, PipeTarget.ToStream(output)))
            .WithStandardErrorPipe(PipeTarget.Merge(command.StandardErrorPipe, PipeTarget.ToStringBuilder(error, Encoding.UTF8)))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(cancellation);
        return (new(command.ToString(), result.ExitCode, "", error.ToString()), output.ToArray());
    }
}
