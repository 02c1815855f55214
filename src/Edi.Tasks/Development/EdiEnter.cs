using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Development;

/// <summary>Opens a shell in a container to work in; without a terminal it runs what standard input says, and fails when that does.</summary>
public sealed class EdiEnter : EdiDevelopmentTask
{
    private protected override void Run(IDevelopmentContainer container)
    {
        bool isTerminal = Processes.TerminalLogger.RequireTerminal();
        int exitCode = container.Enter(isTerminal);
        if (exitCode != 0 && !isTerminal)
        {
            throw new EdiException(EdiCodes.NoShell, FormattableString.Invariant($"The shell ended with exit code {exitCode}."));
        }
    }
}
