namespace Edi.Images.Tests.Machines;

/// <summary>Emulated machines are slow, and slower beside other work; only then do a real machine's time limits strike.</summary>
internal static class EmulatedTime
{
    /// <summary>How long a machine may take until it lets users in. A Pi needs three minutes where nothing else runs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
}
