using System.Runtime.InteropServices;

namespace Edi.Sdk.Tests.Harness;

/// <summary>The machine that runs the tests; an image whose definition says nothing is for its like.</summary>
internal static class HostArchitecture
{
    /// <summary>Whether it is a PC.</summary>
    public static bool IsAmd64 => RuntimeInformation.OSArchitecture == Architecture.X64;

    /// <summary>Debian's name.</summary>
    public static string Debian => IsAmd64 ? "amd64" : "arm64";
}
