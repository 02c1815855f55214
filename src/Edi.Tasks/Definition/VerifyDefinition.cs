using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition;

/// <summary>What must hold on a machine that has booted the image.</summary>
/// <param name="BootWithin">From the machine's start to the log-in prompt.</param>
/// <param name="Timeout">What one command or program may take.</param>
/// <param name="FailedUnits">Units that may fail.</param>
internal sealed record VerifyDefinition(
    TimeSpan BootWithin,
    TimeSpan Timeout,
    ImmutableArray<string> FailedUnits,
    ImmutableArray<CheckDefinition> Checks)
{
    /// <summary>What holds where a definition says nothing. An emulated machine beside a busy build is slow.</summary>
    public static VerifyDefinition Default { get; } = new(TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(2), [], []);
}

/// <summary>One thing that is looked at on the running machine.</summary>
/// <param name="Position">Where the definition asks for it.</param>
[JsonDerivedType(typeof(Unit), "unit")]
[JsonDerivedType(typeof(File), "file")]
[JsonDerivedType(typeof(Port), "port")]
[JsonDerivedType(typeof(Package), "package")]
[JsonDerivedType(typeof(Command), "command")]
[JsonDerivedType(typeof(Program), "program")]
internal abstract record CheckDefinition(SourcePosition Position)
{
    /// <summary>A unit of systemd is active.</summary>
    internal sealed record Unit(string Name, SourcePosition Position) : CheckDefinition(Position);

    /// <summary>A file or folder exists and is as described; null says nothing. Line ends at the end of a text do not count.</summary>
    /// <param name="Mode">Permissions as octal digits.</param>
    internal sealed record File(string Path, string? Content, string? Contains, string? Mode, string? Owner, string? Group, SourcePosition Position)
        : CheckDefinition(Position);

    /// <summary>Something listens on a port, and not for the machine itself only.</summary>
    internal sealed record Port(int Number, PortProtocol Protocol, SourcePosition Position) : CheckDefinition(Position);

    /// <summary>A Debian package is installed.</summary>
    internal sealed record Package(string Name, SourcePosition Position) : CheckDefinition(Position);

    /// <summary>A command line of the shell, run as root, ends and answers as described.</summary>
    /// <param name="Output">The whole of its standard output; null says nothing. Line ends at its end do not count.</param>
    /// <param name="Matches">A regular expression that its standard output matches somewhere; null says nothing.</param>
    internal sealed record Command(string Name, string Line, int ExitCode, string? Output, string? Matches, SourcePosition Position)
        : CheckDefinition(Position);

    /// <summary>A program of the project, copied to the machine and run there as root, ends with exit code 0.</summary>
    internal sealed record Program(string Path, SourcePosition Position) : CheckDefinition(Position);
}

/// <summary>The protocol of a port.</summary>
internal enum PortProtocol
{
    /// <summary>A stream.</summary>
    Tcp,

    /// <summary>Datagrams.</summary>
    Udp,
}
