using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Processes;

/// <summary>The user who builds; under sudo that is who called it. Programs that run as that user see its own settings, keys and agents.</summary>
internal static class Builder
{
    // sudo takes these away, so they are only known without it.
    private static readonly ImmutableArray<string> s_ofUser = ["XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "SSH_AUTH_SOCK"];

    /// <summary>The command, run as that user.</summary>
    public static ToolCommand Run(ToolCommand command)
    {
        var builder = HostFacts.Read();
        command = command.With("HOME", builder.HomeDirectory);
        if (CurrentUser.SudoCaller is null)
        {
            return s_ofUser.Aggregate(
                command,
                (with, name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? with.With(name, value) : with);
        }

        string runtime = string.Create(CultureInfo.InvariantCulture, $"/run/user/{builder.UserId}");
        command = command with
        {
            Program = "setpriv",
            Arguments = [$"--reuid={builder.UserId}", $"--regid={builder.GroupId}", "--init-groups", command.Program, .. command.Arguments],
        };
        return Directory.Exists(runtime) ? command.With("XDG_RUNTIME_DIR", runtime) : command;
    }
}
