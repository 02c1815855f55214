using System.Collections;
using CliWrap;

namespace Edi.Testing;

/// <summary>Calls of <c>dotnet</c>, as a user would make them in a shell.</summary>
internal static class DotnetCommand
{
    /// <summary>The program that runs this process, if it is known; else the first in PATH.</summary>
    public static string Program { get; } =
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path && File.Exists(path) ? path : EdiHostProgram.Find("dotnet");

    /// <summary>The variables that a test host has of <c>dotnet test</c>: they tell which MSBuild it runs, and a new build has to find its own.</summary>
    public static IEnumerable<string> VariablesOfTestHost() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(variable => (string)variable.Key)
            .Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase));

    /// <summary>A call in a project's folder, where its global.json is looked for.</summary>
    public static Command For(EdiProject project, IEnumerable<string> arguments)
    {
        var environment = VariablesOfTestHost().ToDictionary(name => name, _ => (string?)null);
        foreach (var (name, value) in project.Environment)
        {
            environment[name] = value;
        }

        return Cli.Wrap(Program).WithArguments(arguments).WithWorkingDirectory(project.Directory).WithEnvironmentVariables(environment);
    }
}
