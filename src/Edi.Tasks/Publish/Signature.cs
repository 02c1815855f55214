using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Publish;

/// <summary>Signs a file by a tool that those who download can have. The tools see the user's own home: keys and agents are there.</summary>
internal sealed class Signature
{
    private readonly string _package;
    private readonly Func<string, ToolCommand> _command;

    private Signature(string package, Func<string, ToolCommand> command) => (_package, _command) = (package, command);

    /// <param name="signer">gpg, minisign or ssh.</param>
    /// <param name="key">For gpg a key's ID or its user; else the file of the secret key.</param>
    /// <exception cref="EdiException">EDI5006, when nobody signs so.</exception>
    public static Signature By(string signer, string key) => signer switch
    {
        "gpg" => new("gnupg", file => new("gpg", "--batch", "--yes", "--armor", "--local-user", key, "--output", file + ".asc", "--detach-sign", file)),
        "minisign" => new("minisign", file => new("minisign", "-S", "-s", key, "-m", file)),
        "ssh" => new("openssh-client", file => new("ssh-keygen", "-q", "-Y", "sign", "-n", "file", "-f", key, file)),
        _ => throw new EdiException(EdiCodes.ReleaseFailed, $"The property EdiSigner must be gpg, minisign or ssh; found '{signer}'."),
    };

    /// <summary>Leaves the signature beside the file.</summary>
    public void Sign(IToolRunner host, string file)
    {
        var command = new[] { "HOME", "GNUPGHOME", "SSH_AUTH_SOCK", "GPG_TTY" }.Aggregate(
            _command(file),
            (with, name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? with.With(name, value) : with);
        if (HostToolRunner.TryFindProgram(command.Program) is null)
        {
            throw new EdiException(EdiCodes.ReleaseFailed, $"{command.Program} is missing; it signs the checksums. 'sudo apt-get install {_package}', then publish again.");
        }

        host.Require(EdiCodes.ReleaseFailed, command);
    }
}
