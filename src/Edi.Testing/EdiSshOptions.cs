namespace Edi.Testing;

/// <summary>How a machine is reached over ssh.</summary>
public sealed record EdiSshOptions
{
    /// <summary>How long the server may take until it lets users in.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The file that gets the server's host key, which then has to stay the same; null accepts any key: a new machine has a
    /// new one, and nobody else listens at the port.
    /// </summary>
    public string? KnownHostsFile { get; init; }
}
