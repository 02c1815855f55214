using System.ComponentModel;
using System.Diagnostics;

namespace Edi.Tests;

/// <summary>The daemons of LXD and Incus, which not every machine has.</summary>
internal static class Daemon
{
    /// <summary>Why a test that needs one is left out.</summary>
    public static string Reason(string client) => $"No daemon answers '{client}'; '.ci/with-{(client == "lxc" ? "lxd" : client)} dotnet test' starts one for the tests.";

    /// <summary>Whether a daemon answers its command line, on this machine.</summary>
    public static bool Answers(string client)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(client, ["query", "local:/1.0"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // The program is not there.
        }
    }
}
