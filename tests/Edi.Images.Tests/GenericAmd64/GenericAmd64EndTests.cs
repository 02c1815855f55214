using System.Diagnostics;
using System.Text.RegularExpressions;
using Edi.Images.Tests.Harness;
using Edi.Images.Tests.Machines;
using Edi.Testing;
using Edi.Tests;

namespace Edi.Images.Tests.GenericAmd64;

/// <summary>Whoever is killed, and how: no machine runs on, and its copy of the image goes.</summary>
[Collection<GenericAmd64Shared>]
[Trait("Category", "Boot")]
public sealed partial class GenericAmd64EndTests(GenericAmd64Image built)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    [LongTheory]
    [InlineData("the test host")]
    [InlineData("the test host with all that it has started")]
    [InlineData("dotnet run")]
    [InlineData("QEMU")]
    public async Task Nothing_is_left_when_somebody_kills(string victim)
    {
        string console = Repository.LogFile("generic-amd64.held.terminal");
        using var host = StartHolder(console);
        try
        {
            string folder = await WaitForMachineAsync(console, host);
            Assert.Contains(Processes(), process => process.CommandLine.Contains(folder, StringComparison.Ordinal) && process.Name.StartsWith("qemu", StringComparison.Ordinal));
            Kill(victim, host, folder);
            await WaitAsync(
                () => !Directory.Exists(folder) && !Processes().Any(process => process.CommandLine.Contains(folder, StringComparison.Ordinal)),
                () => $"{folder} is left, or used by: {string.Join('\n', Processes().Where(process => process.CommandLine.Contains(folder, StringComparison.Ordinal)))}");
        }
        finally
        {
            host.Kill(entireProcessTree: true);
            await host.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static Process StartHolder(string console)
    {
        var start = new ProcessStartInfo(
            EdiHostProgram.Find("dotnet"),
            ["exec", typeof(MachineHolder).Assembly.Location, "--explicit", "only", "--filter-class", typeof(MachineHolder).FullName!])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[MachineHolder.LogVariable] = console;
        var host = Process.Start(start)!;
        host.OutputDataReceived += (_, _) => { };
        host.BeginOutputReadLine();
        return host;
    }

    /// <summary>Waits until a machine is switched on, and returns the folder with its copy of the image.</summary>
    private async Task<string> WaitForMachineAsync(string console, Process host)
    {
        string text = "";
        await WaitAsync(
            () =>
            {
                Assert.False(host.HasExited, "The test host has ended by itself.");
                text = ReadShared(console);
                return text.Contains("Linux version", StringComparison.Ordinal) || text.Contains("BdsDxe: starting", StringComparison.Ordinal);
            },
            () => $"The machine did not start: {text}");
        return Path.Combine(built.Project.Directory, "obj", built.Project.Name, "Debug", "machine", $"run-{SshPort().Match(text).Groups[1].Value}");
    }

    private void Kill(string victim, Process host, string folder)
    {
        switch (victim)
        {
            case "the test host":
                host.Kill();
                break;
            case "the test host with all that it has started":
                host.Kill(entireProcessTree: true);
                break;
            case "dotnet run":
                KillOne(process => process.Name == "dotnet" && process.CommandLine.Contains(" run --no-build ", StringComparison.Ordinal)
                    && process.CommandLine.Contains(built.Project.File, StringComparison.Ordinal));
                break;
            default:
                KillOne(process => process.Name.StartsWith("qemu", StringComparison.Ordinal) && process.CommandLine.Contains(folder, StringComparison.Ordinal));
                break;
        }
    }

    private static void KillOne(Func<(int Id, string Name, string CommandLine), bool> isMeant)
    {
        using var process = Process.GetProcessById(Assert.Single(Processes(), entry => isMeant(entry)).Id);
        process.Kill();
    }

    private static async Task WaitAsync(Func<bool> condition, Func<string> complaint)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < s_patience, complaint());
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static (int Id, string Name, string CommandLine)[] Processes() =>
    [
        .. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit)).Select(id =>
            (int.Parse(id!, System.Globalization.CultureInfo.InvariantCulture), ReadProcess(id!, "comm").Trim(), ReadProcess(id!, "cmdline").Replace('\0', ' '))),
    ];

    private static string ReadProcess(string id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (IOException)
        {
            return ""; // It ended between the look and the read.
        }
    }

    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    [GeneratedRegex("ssh -p ([0-9]+) ")]
    private static partial Regex SshPort();
}
