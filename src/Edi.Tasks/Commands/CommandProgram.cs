using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Commands;

/// <summary>A command's rendered script as a program, and how it is started.</summary>
/// <param name="workingDirectory">The folder in which the script begins.</param>
/// <param name="scratchDirectory">A folder for the script and for temporary files, which vanishes with the step.</param>
internal sealed class CommandProgram(CommandDefinition command, string workingDirectory, string scratchDirectory)
{
    /// <summary>
    /// For the sandbox, where every command is root. There is no less privileged way: mmdebstrap and tar need many
    /// users, and in a namespace of the sandbox there is no subordinate range for another one.
    /// </summary>
    /// <param name="session">The variables for who calls the container engine.</param>
    /// <param name="root">Where the container's root file system is mounted; null when there is no container.</param>
    public ToolCommand Inside(ImmutableDictionary<string, string> session, string? root)
    {
        var start = Start(command.RequireRoot == RootRequirement.Fakeroot ? ["fakeroot", "--"] : []) with { Environment = OfProject.SetItems(session) };
        return command.RequireRoot == RootRequirement.Unshare && root is not null
            ? start.With("edi_project_container_root", root)
            : start;
    }

    /// <summary>For the host, as root.</summary>
    public ToolCommand Outside() => (Start([]) with { Environment = OfProject }).With("HOME", scratchDirectory).With("TMPDIR", scratchDirectory);

    private ImmutableDictionary<string, string> OfProject => command.Environment
        .Where(variable => variable.Current is not null)
        .ToImmutableDictionary(variable => variable.Name, variable => variable.Current!);

    /// <param name="wrapper">What starts the script.</param>
    private ToolCommand Start(ImmutableArray<string> wrapper) => new(
        "env",
        [
            $"--chdir={workingDirectory}", .. wrapper,
            // The shell also runs a script whose first line names no interpreter. The umask is the sandbox's.
            "sh", "-c", "umask 022; \"$0\"", Write(),
        ]);

    private string Write()
    {
        string folder = Directory.CreateDirectory(Path.Combine(scratchDirectory, "command")).FullName;
        string file = Path.Combine(folder, Path.GetFileName(command.Path));
        using var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            // Only for its owner, since parameters may be secrets.
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
        });
        using var writer = new StreamWriter(stream);
        writer.Write(command.Script);
        return file;
    }
}
