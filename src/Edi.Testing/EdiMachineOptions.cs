namespace Edi.Testing;

/// <summary>How a machine is started.</summary>
public sealed record EdiMachineOptions
{
    /// <summary>The TCP ports of the machine that are reached at 127.0.0.1, besides port 22; empty leaves it to the project's property EdiRunPorts.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>Further options of <c>dotnet run</c>, such as <c>-p:EdiRunKeep=true</c>.</summary>
    public IReadOnlyList<string> RunOptions { get; init; } = [];

    /// <summary>The file that gets what the console shows, as it comes; its folder is made. Null for none.</summary>
    public string? LogFile { get; init; }

    /// <summary>How long it may take until the machine is switched on: its disk is copied, and the host may be busy.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(15);
}
