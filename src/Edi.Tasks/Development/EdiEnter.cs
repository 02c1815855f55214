using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Edi.Tasks.Terminal;

namespace Edi.Tasks.Development;

/// <summary>
/// Opens a shell in a container to work in; without a terminal it runs what standard input says, and fails when that does. Others
/// may launch, stop or enter containers meanwhile.
/// </summary>
public sealed class EdiEnter : EdiDevelopmentTask
{
    private bool _isTerminal;
    private ToolCommand? _shell;

    private protected override void Run(IDevelopmentContainer container)
    {
        _isTerminal = TerminalLogger.RequireTerminal();
        _shell = container.Enter(_isTerminal);
    }

    private protected override void Finish()
    {
        ProjectLock.LeaveAll(BuildEngine4);
        int exitCode = InteractiveProgram.Run(_shell!);
        if (exitCode != 0 && !_isTerminal)
        {
            throw new EdiException(EdiCodes.NoShell, FormattableString.Invariant($"The shell ended with exit code {exitCode}."));
        }
    }
}
