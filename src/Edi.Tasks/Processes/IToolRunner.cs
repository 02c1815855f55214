namespace Edi.Tasks.Processes;

/// <summary>Runs a program, on the host or in a sandbox.</summary>
internal interface IToolRunner
{
    /// <summary>Runs <paramref name="command"/> to its end and returns its exit code; each line that it prints goes to the step's log.</summary>
    /// <exception cref="OperationCanceledException">The build was cancelled; the program is gone.</exception>
    int Run(ToolCommand command, Action<string>? onOutput = null);
}
