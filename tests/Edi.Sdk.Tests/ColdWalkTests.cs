using System.Text.RegularExpressions;
using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>
/// An ordinary user follows the README word for word, in a terminal of 80 columns, on a machine that has none of the tools. What is on the
/// screen on the way is left in artifacts/cold-walk, as text.
/// </summary>
public sealed partial class ColdWalkTests
{
    // Every Debian has them, and nothing works without.
    private static readonly string[] s_ofEveryDebian = ["e2fsprogs", "tar", "util-linux"];

    private const string LogInPrompt = "^raspberry login:";

    // An emulated machine on a host that does much else.
    private static readonly TimeSpan s_emulated = TimeSpan.FromMinutes(10);

    private readonly DocumentationPage _readme = new("README.md");

    [LongFact]
    public async Task From_a_clone_to_an_image_in_QEMU_in_which_the_user_logs_in()
    {
        Assert.SkipUnless(HostCopy.IsPossible, HostCopy.Reason);
        string screens = Repository.PathOf("artifacts/cold-walk");
        await using var machine = await NewMachine.StartAsync(screens, $"""
            DEBIAN_FRONTEND=noninteractive apt-get purge --yes --auto-remove {string.Join(' ', Tools())}
            for program in mmdebstrap buildah ansible-playbook bmaptool qemu-system-aarch64 gcc; do
              if command -v $program; then exit 1; fi
            done
            """);
        await machine.RunAsync("cd edi-sdk");

        string[] commands = [.. _readme.Commands.Take(2)];
        Assert.Contains("Build succeeded", await machine.RunAsync(commands[0]), StringComparison.Ordinal);
        await machine.RunUntilAsync(commands[1], LogInPrompt);
        var words = LogIn().Match(_readme.Text);
        await machine.Person.LogInAsync(s_emulated, LogInPrompt, words.Groups["name"].Value, words.Groups["password"].Value, @"^pi@raspberry:~\$");
        await machine.Person.TypeAsync("uname --machine; systemctl is-system-running --wait");
        await machine.Person.WaitForAsync(s_emulated, "^(running|degraded|maintenance|stopping|offline|unknown)$");
        Assert.Matches("\naarch64\n(.*\n)*running\n", await machine.Person.HistoryAsync());
        await machine.Person.PressAsync("C-a", "x");
        await machine.EndOfCommandAsync();

        // What the README says that it costs.
        await machine.RunAsync("du --summarize --human-readable ~/.cache/edi examples/bin/Debug/pi3-image.img");
        await File.WriteAllTextAsync(Path.Combine(screens, "all.txt"), await machine.Person.HistoryAsync(), TestContext.Current.CancellationToken);
        File.Copy(machine.PathOf("edi-sdk/examples/obj/pi3-image/log/EdiInstallHostTools.log"), Path.Combine(screens, "EdiInstallHostTools.log"));
    }

    /// <summary>The Debian packages that a build asks for, and those that the example adds.</summary>
    private static string[] Tools() =>
    [
        .. HostTool().Matches(File.ReadAllText(Repository.PathOf("src/Edi.Tasks/Host/HostTool.cs"))).Select(tool => tool.Groups["package"].Value)
            .Concat(HostPackages().Matches(File.ReadAllText(Repository.PathOf("examples/Directory.Build.targets"))).SelectMany(item => item.Groups[1].Value.Split(';')))
            .Concat(["gcc", "qemu-user-static"])
            .Except(s_ofEveryDebian)
            .Where(IsInstalled),
    ];

    private static bool IsInstalled(string package) => File.ReadAllText("/var/lib/dpkg/status").Contains($"\nPackage: {package}\nStatus: install ok installed\n", StringComparison.Ordinal);

    [GeneratedRegex("log in as `(?<name>[^`]+)` with the password `(?<password>[^`]+)`")]
    private static partial Regex LogIn();

    [GeneratedRegex("new\\(\"[^\"]+\", \"(?<package>[^\"]+)\", \"[0-9]")]
    private static partial Regex HostTool();

    [GeneratedRegex("<EdiHostPackage Include=\"([^\"]+)\" (?:/>|Condition=\"[^\"]*OSArchitecture)")]
    private static partial Regex HostPackages();
}
