namespace Edi.Tasks.Tests;

/// <summary>The environment that sudo makes. It is the whole process's, so its tests are in <see cref="Collection"/>.</summary>
internal sealed class Sudo : IDisposable
{
    /// <summary>The tests that run while no other does.</summary>
    public const string Collection = "Sudo";

    private static readonly string[] s_variables = ["SUDO_UID", "SUDO_GID", "SUDO_USER"];

    private readonly string?[] _before = [.. s_variables.Select(Environment.GetEnvironmentVariable)];

    public static void CalledBy(string? user, string? group, string? name = null) => Set(user, group, name);

    public void Dispose() => Set(_before);

    private static void Set(params string?[] values)
    {
        foreach (var (variable, value) in s_variables.Zip(values))
        {
            Environment.SetEnvironmentVariable(variable, value);
        }
    }
}

[CollectionDefinition(Sudo.Collection, DisableParallelization = true)]
public sealed class SudoCaller;
