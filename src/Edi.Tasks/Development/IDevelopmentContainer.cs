using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Development;

/// <summary>A container that somebody works in, by its name.</summary>
internal interface IDevelopmentContainer
{
    /// <summary>Makes it, unless it is there, starts it, and configures it.</summary>
    /// <param name="baseDigest">The digest file of the first layer.</param>
    /// <param name="configures">Whether the playbooks run, and folders are shared.</param>
    /// <param name="show">Told what happens.</param>
    /// <exception cref="EdiException">EDI3008, when the name is somebody else's.</exception>
    void Launch(string baseDigest, bool configures, Action<string> show);

    /// <exception cref="EdiException">EDI3008, when there is none of this project.</exception>
    void Stop();

    /// <exception cref="EdiException">EDI3008, when there is none of this project.</exception>
    void Delete();

    /// <summary>Starts it, if it does not run; returns the command that opens a shell of the user who builds.</summary>
    /// <param name="isTerminal">Whether somebody types.</param>
    ToolCommand Enter(bool isTerminal);
}
