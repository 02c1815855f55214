using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Commands;

/// <summary>The files and folders that a command leaves: made in a staging folder, checked, and moved to their places.</summary>
/// <param name="workDirectory">The folder for temporary files.</param>
/// <param name="runner">Where the command runs.</param>
internal sealed class CommandFiles(CommandDefinition command, string workDirectory, IToolRunner runner)
{
    private readonly ImmutableArray<ArtifactDefinition> _outputs = [.. command.Outputs.Where(output => output.Kind == ArtifactKind.Path)];

    /// <summary>Makes both folders, empty; a killed build may have left them with other users' files.</summary>
    public void Prepare()
    {
        EmptyWorkDirectory();
        runner.Require(EdiCodes.CommandFailed, new ToolCommand("rm", "-rf", "--one-file-system", command.StagingDirectory));
        runner.Require(EdiCodes.CommandFailed, new ToolCommand("mkdir", command.StagingDirectory));
    }

    /// <summary>What was declared and is not there, or is no file, folder or link.</summary>
    public IEnumerable<EdiProblem> FindProblems()
    {
        foreach (var output in _outputs)
        {
            string name = Path.GetFileName(output.Location);
            if (runner.Run(new ToolCommand("sh", "-c", "[ -e \"$1\" ] || [ -L \"$1\" ]", "sh", Staged(output))) != 0)
            {
                yield return new(EdiCodes.OutputMissing, $"The command {command.Name} ended well and has not made its output {output.Name}: the file or folder '{name}' does not exist.", output.Position);
            }
            else if (FindSpecial(Staged(output)) is { Length: > 0 } special)
            {
                yield return new(EdiCodes.OutputMissing, $"The command {command.Name} has made '{special}', which is neither a file nor a folder nor a link. Pack it into an archive.", output.Position);
            }
        }
    }

    /// <summary>Removes what the command has left of temporary files, whoever's they are.</summary>
    public void EmptyWorkDirectory() =>
        runner.Require(EdiCodes.CommandFailed, new ToolCommand("find", workDirectory, "-xdev", "-mindepth", "1", "-delete"));

    /// <summary>Gives all to the user who builds, who must be able to read it and to remove it.</summary>
    public void Own() => runner.Require(
        EdiCodes.CommandFailed,
        new ToolCommand(
            "find", command.StagingDirectory,
            // What is root's already is left alone: a new owner takes a file's capabilities away.
            "(", "(", "!", "-uid", "0", "-o", "!", "-gid", "0", ")", "-exec", "chown", "--no-dereference", "0:0", "{}", "+", ")", ",",
            "(", "-type", "d", "!", "-perm", "-700", "-exec", "chmod", "u+rwx", "{}", ";", ")", ",",
            "(", "-type", "f", "!", "-perm", "-400", "-exec", "chmod", "u+r", "{}", "+", ")"));

    /// <summary>Moves each file and folder to its place by one rename.</summary>
    public void Publish()
    {
        foreach (var output in _outputs)
        {
            AtomicFile.Move(Staged(output), output.Location);
        }
    }

    private string FindSpecial(string path)
    {
        string found = runner.Capture(
            EdiCodes.CommandFailed, new ToolCommand("find", path, "!", "-type", "f", "!", "-type", "d", "!", "-type", "l", "-print", "-quit")).TrimEnd('\n');
        return found.Length == 0 ? "" : Path.GetRelativePath(command.StagingDirectory, found);
    }

    private string Staged(ArtifactDefinition output) => Path.Combine(command.StagingDirectory, Path.GetFileName(output.Location));
}
