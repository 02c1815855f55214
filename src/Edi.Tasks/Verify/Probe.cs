using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Verify;

/// <summary>What is run on the machine for one check, and how its answer is judged here.</summary>
/// <param name="Name">The check's name in reports.</param>
/// <param name="Script">A script for the machine's /bin/sh.</param>
/// <param name="Judge">What is wrong with an answer; null when nothing is.</param>
/// <param name="Position">Where the definition asks for it; null for what is always checked.</param>
internal sealed record Probe(string Name, string Script, Func<ProbeAnswer, string?> Judge, SourcePosition? Position)
{
    /// <summary>A program of the project that the script runs; null for none.</summary>
    public ProbeProgram? Program { get; init; }
}

/// <summary>A program that is copied to the machine.</summary>
/// <param name="Source">Its file on the host.</param>
/// <param name="Target">Its place on the machine.</param>
internal sealed record ProbeProgram(string Source, string Target);

/// <summary>How a probe's script ended and what it wrote.</summary>
/// <param name="ExitCode">As the shell reports it; 124 when it took too long, see timeout(1).</param>
internal sealed record ProbeAnswer(int ExitCode, string Output, string Error, TimeSpan Duration)
{
    private const int TimedOut = 124;
    private const int Killed = 137;

    /// <summary>Whether it was ended because it took too long.</summary>
    public bool IsTimeout => ExitCode is TimedOut or Killed;
}
