using Edi.Tasks.Processes;

namespace Edi.Tasks.Sandbox;

/// <summary>The shell scripts that travel in this assembly.</summary>
internal static class Script
{
    /// <summary>A script's text, after the variables that it expects.</summary>
    public static string Of(string name, params (string Name, string Value)[] variables)
    {
        using var reader = new StreamReader(typeof(Script).Assembly.GetManifestResourceStream(name)!);
        return string.Concat(variables.Select(variable => $"{variable.Name}={ToolCommand.Quote(variable.Value)}\n")) + reader.ReadToEnd();
    }
}
