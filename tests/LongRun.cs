using System.Runtime.CompilerServices;
using Xunit.v3;

namespace Edi.Tests;

/// <summary>Tests that take many minutes run when somebody asks for them.</summary>
public static class LongRun
{
    /// <summary>Why a test of the long run is left out.</summary>
    public const string Reason = "It takes many minutes; EDI_LONG_TESTS=1 in the environment runs it.";

    /// <summary>Whether the tests of the long run are asked for.</summary>
    public static bool IsMeant { get; } = Environment.GetEnvironmentVariable("EDI_LONG_TESTS") == "1";

    /// <summary>The trait by which <c>--filter-trait Run=Long</c> finds them.</summary>
    internal static KeyValuePair<string, string>[] Traits { get; } = [new("Run", "Long")];
}

/// <summary>A fact of the long run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongFactAttribute : FactAttribute, ITraitAttribute
{
    public LongFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        (Skip, SkipType, SkipUnless) = (LongRun.Reason, typeof(LongRun), nameof(LongRun.IsMeant));
    }

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => LongRun.Traits;
}

/// <summary>A theory of the long run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongTheoryAttribute : TheoryAttribute, ITraitAttribute
{
    public LongTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        (Skip, SkipType, SkipUnless) = (LongRun.Reason, typeof(LongRun), nameof(LongRun.IsMeant));
    }

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => LongRun.Traits;
}
