using Edi.Tasks.Definition;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Commands;

/// <summary>
/// Warns of outputs of commands that are not what their names say, in every build: a command that is up to date does not run, and
/// what it has left is as wrong as before.
/// </summary>
public sealed class EdiCheckOutputs : EdiTask
{
    /// <summary>The file in which <see cref="EdiReadDefinition"/> has left the definition.</summary>
    [Required]
    public string Definition { get; set; } = "";

    /// <summary>The folder of the logs.</summary>
    [Required]
    public string LogDirectory { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        foreach (var command in ResolvedDefinition.Read(Definition).Commands)
        {
            foreach (var output in command.Outputs)
            {
                if (OutputContent.Check(command, output, Path.Combine(LogDirectory, $"{StepNames.Command(command)}.log")) is { } warning)
                {
                    Report(warning);
                }
            }
        }
    }
}
