using System.ComponentModel;
using System.Diagnostics;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Processes;

/// <summary>
/// Runs a program that talks to the user: with the build's own standard input and output, which CliWrap would replace by
/// pipes. Nothing of it is logged.
/// </summary>
internal static class InteractiveProgram
{
    public static int Run(ToolCommand command)
    {
        var start = new ProcessStartInfo(HostToolRunner.FindProgram(command.Program), command.Arguments) { WorkingDirectory = "/" };
        start.Environment.Clear();
        foreach (var (name, value) in ToolEnvironment.Base.SetItems(command.Environment))
        {
            start.Environment[name] = value;
        }

        try
        {
            using var process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (Win32Exception e)
        {
            throw new EdiException(EdiCodes.HostNotReady, $"'{command.Program}' could not be started: {e.Message}");
        }
    }
}
