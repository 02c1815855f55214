using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Flash;

/// <summary>
/// Who may write a target. A build with sudo would make everything anew in root's own store, so it is only the writing
/// that is done with sudo's help, where sudo needs no password: a question for one would be drawn over.
/// </summary>
internal static class WriteAccess
{
    /// <summary>The words before a command that give it the right to write the target; none when the user has it.</summary>
    /// <exception cref="EdiException">EDI7005, when nothing gives it.</exception>
    public static ImmutableArray<string> Of(FlashTarget target, IToolRunner host)
    {
        string path = Path.Exists(target.Path) ? target.Path : Path.GetDirectoryName(target.Path)!;
        if (FilePermission.IsWritable(path))
        {
            return [];
        }

        if (target is FlashTarget.PlainFile)
        {
            throw new EdiException(EdiCodes.NoWriteAccess, $"{Environment.UserName} may not write {path}.");
        }

        ImmutableArray<string> sudo = ["sudo", "--non-interactive"];
        if (HostToolRunner.TryFindProgram(sudo[0]) is not null && host.Run(new ToolCommand(sudo[0], [.. sudo[1..], "true"])) == 0)
        {
            return sudo;
        }

        throw new EdiException(
            EdiCodes.NoWriteAccess,
            $"{Environment.UserName} may not write {target.Description}. Run 'sudo -v' in this terminal and then the same command again: "
            + $"EdiFlash writes with sudo once that needs no password. Or join the group of the device: 'sudo adduser {Environment.UserName} disk', and log in anew.");
    }

    /// <summary>The command with the words of <see cref="Of"/> before it.</summary>
    public static ToolCommand Give(ImmutableArray<string> prefix, ToolCommand command) => prefix.IsEmpty
        ? command
        : command with { Program = prefix[0], Arguments = [.. prefix[1..], command.Program, .. command.Arguments] };
}
