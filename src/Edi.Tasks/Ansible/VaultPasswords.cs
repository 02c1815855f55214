using System.Collections;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Ansible;

/// <summary>
/// Reads a playbook's vault passwords: outside of the sandbox, as the user who builds, whose keys and agents a program that prints one
/// needs. From here they go to Ansible by a pipe, and no log has them.
/// </summary>
internal static class VaultPasswords
{
    // A pipe holds 65536 bytes.
    private const int LongestPassword = 32 << 10;

    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The passwords as <c>vault-launch.py</c> reads them, in one line; empty when there are none.</summary>
    /// <exception cref="EdiException">EDI3021, when one cannot be read.</exception>
    public static string Read(PlaybookDefinition playbook, StepLog log, CancellationToken cancellation)
    {
        if (playbook.Settings.VaultPasswords.IsEmpty)
        {
            return "";
        }

        var passwords = new JsonArray();
        foreach (var vault in playbook.Settings.VaultPasswords)
        {
            string password = Read(vault, cancellation);
            log.Hide(password.Split('\n', StringSplitOptions.TrimEntries));
            passwords.Add(new JsonArray(vault.Id, password));
        }

        return passwords.ToJsonString();
    }

    private static string Read(VaultPassword vault, CancellationToken cancellation)
    {
        string password;
        try
        {
            password = (File.GetUnixFileMode(vault.File) & Executable) != 0 ? Ask(vault, cancellation) : File.ReadAllText(vault.File);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(vault, $"The file of the vault password, {vault.File}, cannot be read: {e.Message}");
        }

        password = password.Trim();
        return password.Length == 0 ? throw Failure(vault, $"The vault password from {vault.File} is empty.")
            : Encoding.UTF8.GetByteCount(password) > LongestPassword ? throw Failure(vault, $"The vault password from {vault.File} is longer than {LongestPassword} bytes, so it is none.")
            : password;
    }

    // As Ansible does: the environment is that of who builds, and a client is told which password is meant. It reaches neither log.
    private static string Ask(VaultPassword vault, CancellationToken cancellation)
    {
        using var silent = new StepLog(null, _ => { }, _ => { });
        var output = new StringBuilder();
        ImmutableArray<string> arguments = vault.Id.Length > 0 && Path.GetFileNameWithoutExtension(vault.File).EndsWith("-client", StringComparison.Ordinal) ? ["--vault-id", vault.Id] : [];
        var command = Builder.Run(new ToolCommand(vault.File, arguments) { Environment = OfCaller() });
        int exitCode = new HostToolRunner(silent, cancellation).Run(command, line => output.Append(line).Append('\n'));
        return exitCode == 0 ? output.ToString() : throw Failure(vault, FormattableString.Invariant($"The program {vault.File}, which prints a vault password, ended with exit code {exitCode}: {silent.Tail}"));
    }

    private static ImmutableDictionary<string, string> OfCaller() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .ToImmutableDictionary(variable => (string)variable.Key, variable => (string)variable.Value!);

    private static EdiException Failure(VaultPassword vault, string message) => new([new(EdiCodes.VaultPasswordMissing, message.TrimEnd(':', ' '), vault.Position)]);
}
