namespace Edi.Tests;

/// <summary>Tests that take many minutes run when somebody asks for them.</summary>
internal static class LongRun
{
    /// <summary>Why a test of the long run is left out.</summary>
    public const string Reason = "It takes many minutes; EDI_LONG_TESTS=1 in the environment runs it.";

    /// <summary>Whether the tests of the long run are asked for.</summary>
    public static bool IsMeant { get; } = Environment.GetEnvironmentVariable("EDI_LONG_TESTS") == "1";
}
