using System.ComponentModel;
using System.Text;
using CliWrap;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Processes;

/// <summary>Runs programs of the host to their end.</summary>
internal sealed class HostToolRunner(StepLog log, CancellationToken cancellation) : IToolRunner
{
    /// <summary>Whether the build is cancelled.</summary>
    public bool IsCancelled => cancellation.IsCancellationRequested;

    public int Run(ToolCommand command, Action<string>? onOutput = null) => Run(command, command, onOutput);

    /// <summary>As <see cref="IToolRunner.Run"/>, but the log names <paramref name="shown"/>, which <paramref name="command"/> wraps.</summary>
    public int Run(ToolCommand command, ToolCommand shown, Action<string>? onOutput)
    {
        cancellation.ThrowIfCancellationRequested();
        var output = PipeTarget.ToDelegate(onOutput is null ? log.Output : onOutput + log.Detail, Encoding.UTF8);
        var wrapped = ToCliWrap(command)
            .WithStandardInputPipe(PipeSource.FromString(command.StandardInput))
            .WithStandardOutputPipe(output)
            .WithStandardErrorPipe(PipeTarget.ToDelegate(log.Output, Encoding.UTF8));
        var program = log.Start(shown);
        try
        {
            int exitCode = wrapped.ExecuteAsync(cancellation).GetAwaiter().GetResult().ExitCode;
            program.Exited(exitCode);
            return exitCode;
        }
        catch (OperationCanceledException)
        {
            program.Killed();
            throw;
        }
        catch (Win32Exception e)
        {
            program.NotStarted();
            throw new EdiException(EdiCodes.HostNotReady, $"'{command.Program}' could not be started: {e.Message}");
        }
    }

    /// <summary>The command for CliWrap: exactly our environment, and an exit code instead of an exception.</summary>
    public static Command ToCliWrap(ToolCommand command)
    {
        var environment = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .ToDictionary(name => name, _ => (string?)null);
        foreach (var (name, value) in ToolEnvironment.Base.SetItems(command.Environment))
        {
            environment[name] = value;
        }

        return Cli.Wrap(FindProgram(command.Program))
            .WithArguments(command.Arguments)
            .WithEnvironmentVariables(environment)
            .WithWorkingDirectory("/")
            .WithValidation(CommandResultValidation.None);
    }

    /// <summary>The program's path on the host, or null.</summary>
    public static string? TryFindProgram(string program) => Files(program).FirstOrDefault(FilePermission.IsExecutable);

    /// <summary>The program's file, when it is there and may not be executed; else null.</summary>
    public static string? FindRefused(string program) => TryFindProgram(program) is null ? Files(program).FirstOrDefault() : null;

    // A program that is a path is that path: Combine leaves it alone.
    private static IEnumerable<string> Files(string program) =>
        ToolEnvironment.SearchPath.Split(':').Select(folder => Path.Combine(folder, program)).Where(FileIdentity.IsRegularFile);

    /// <summary>The program's path on the host; its name, when it is not there.</summary>
    public static string FindProgram(string program) => TryFindProgram(program) ?? program;
}
