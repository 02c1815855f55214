using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Reading;

namespace Edi.Tasks.Tests;

public sealed class VerifyReaderTests : IDisposable
{
    private readonly DefinitionFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Everything_is_read_in_its_order()
    {
        string program = _folder.WriteToProject("tests/works", "#!/bin/sh\n");
        var verify = _folder.Read(DefinitionFolder.Bootstrap +
            """
            verify:
              boot_within: 3min
              timeout: 90s
              failed_units: [odd.service]
              units: [ssh.service, getty@tty1.service]
              packages: [openssh-server]
              ports: [22, 53/udp, 80/tcp]
              files:
                /etc/hostname: {content: raspberry, mode: 0644, owner: root, group: root}
                /etc/fstab:
              commands:
                20_b: {command: 'false', exit_code: 1}
                10_a: {command: id -un, output: root, matches: '^root$'}
              programs: [tests/works]
            """).Verify!;
        Assert.Equal((TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(90)), (verify.BootWithin, verify.Timeout));
        Assert.Equal(["odd.service"], verify.FailedUnits);
        var nowhere = new Edi.Tasks.Diagnostics.SourcePosition("", 0, 0, 0, 0);
        Assert.Equal(
            [
                new CheckDefinition.Unit("ssh.service", nowhere),
                new CheckDefinition.Unit("getty@tty1.service", nowhere),
                new CheckDefinition.File("/etc/fstab", null, null, null, null, null, nowhere),
                new CheckDefinition.File("/etc/hostname", "raspberry", null, "0644", "root", "root", nowhere),
                new CheckDefinition.Port(22, PortProtocol.Tcp, nowhere),
                new CheckDefinition.Port(53, PortProtocol.Udp, nowhere),
                new CheckDefinition.Port(80, PortProtocol.Tcp, nowhere),
                new CheckDefinition.Package("openssh-server", nowhere),
                new CheckDefinition.Command("10_a", "id -un", 0, "root", "^root$", nowhere),
                new CheckDefinition.Command("20_b", "false", 1, null, null, nowhere),
                new CheckDefinition.Program(program, nowhere),
            ],
            verify.Checks.Select(check => check with { Position = nowhere }));
        Assert.Equal((7, 11), (verify.Checks[0].Position.Line, verify.Checks[0].Position.Column));
    }

    [Fact]
    public void Checks_reach_the_steps_as_they_were_read()
    {
        var definition = _folder.Read(DefinitionFolder.Bootstrap + "machine: {type: q35, memory: 2GiB, cpus: 3}\nverify: {units: [a.service], ports: [22]}\n".Replace("q35", MachineForHost(), StringComparison.Ordinal));
        string file = Path.Combine(_folder.Plugins.ProjectDirectory, "definition.json");
        ResolvedDefinition.Write(file, definition);
        var read = ResolvedDefinition.Read(file);
        Assert.Equal(definition.Machine, read.Machine);
        Assert.Equal(definition.Verify!.Checks, read.Verify!.Checks);
    }

    [Fact]
    public void Each_mistake_is_told_at_its_place() => Assert.Equal(
        [
            "4:16 EDI1005 'boot_within' in section 'verify' must be a whole number with s, min or h, such as 3min; found 'soon'.",
            "5:12 EDI1005 'timeout' must be longer than nothing; found '0s'.",
            "6:11 EDI1005 'units' in section 'verify' must hold a unit with its type, such as ssh.service; found 'ssh'.",
            "7:11 EDI1005 A port is a number from 1 to 65535; found '70000'.",
            "7:18 EDI1005 'ports' in section 'verify' must hold a port such as 22, 22/tcp or 53/udp; found '22/sctp'.",
            "9:5 EDI1005 'etc/fstab' cannot name a file: expected an absolute path without control characters.",
            "10:25 EDI1005 'mode' in file '/etc/passwd' must be three or four octal digits, such as 0644; found 'rw-r--r--'.",
            "10:36 EDI1002 'own' is not a key of file '/etc/passwd'. Known keys: contains, content, group, mode, owner.",
            "12:5 EDI1004 Command '10_none' needs the key 'command'.",
            "13:39 EDI1005 'matches' in command '20_pattern' must be a regular expression; found '('.",
            "14:38 EDI1005 'exit_code' in command '30_code' must be at most 255; found 256.",
        ],
        _folder.Problems(DefinitionFolder.Bootstrap[..^1] + "\n" +
            """
            verify:
              boot_within: soon
              timeout: 0s
              units: [ssh]
              ports: [70000, 22/sctp]
              files:
                etc/fstab:
                /etc/passwd: {mode: rw-r--r--, own: root}
              commands:
                10_none: {output: x}
                20_pattern: {command: x, matches: '('}
                30_code: {command: x, exit_code: 256}
            """));

    [Fact]
    public void A_program_that_is_not_there_is_told() =>
        Assert.Equal(["4:14 EDI1006"], _folder.Places(DefinitionFolder.Bootstrap + "verify:\n  programs: [none]\n"));

    [Theory]
    [InlineData("s390x", "virt")]
    [InlineData("amd64", "raspi3b")]
    [InlineData("arm64", "q35")]
    public void A_machine_that_does_not_run_the_image_is_refused(string architecture, string machine) =>
        Assert.Equal(["4:17 EDI1005"], _folder.Places($"{DefinitionFolder.Bootstrap}  architecture: {architecture}\nmachine: {{type: {machine}}}\n"));

    [Theory]
    [InlineData("memory: 2GiB", false)]
    [InlineData("memory: 1GiB", true)]
    [InlineData("cpus: 2", false)]
    [InlineData("cpus: 4", true)]
    public void A_raspberry_pi_is_as_it_is(string setting, bool isRight) =>
        Assert.Equal(isRight, _folder.Problems($"{DefinitionFolder.Bootstrap}  architecture: arm64\nmachine: {{type: raspi3b, {setting}}}\n").Length == 0);

    [Theory]
    [InlineData("memory: 32MiB")]
    [InlineData("memory: 65537KiB")]
    [InlineData("cpus: 0")]
    [InlineData("cpus: 65")]
    public void A_machine_has_a_sensible_size(string setting) =>
        Assert.Single(_folder.Problems($"{DefinitionFolder.Bootstrap}  architecture: amd64\nmachine: {{type: q35, {setting}}}\n"));

    [Fact]
    public void An_overlay_changes_single_checks()
    {
        _folder.WriteToProject("configuration/overlay/my-image.global.yml", "verify:\n  timeout: 1h\n  commands:\n    20_b: {command: b2}\n  files:\n    /c: {mode: 0600}\n");
        var verify = _folder.Read(DefinitionFolder.Bootstrap + "verify:\n  units: [a.service]\n  commands:\n    10_a: {command: a}\n    20_b: {command: b, exit_code: 1}\n  files:\n    /c: {mode: 0644}\n    /d:\n").Verify!;
        Assert.Equal(TimeSpan.FromHours(1), verify.Timeout);
        Assert.Equal(
            ["a.service", "/c 0600", "/d ", "10_a a 0", "20_b b2 0"],
            verify.Checks.Select(check => check switch
            {
                CheckDefinition.Unit unit => unit.Name,
                CheckDefinition.File file => $"{file.Path} {file.Mode}",
                CheckDefinition.Command command => $"{command.Name} {command.Line} {command.ExitCode}",
                _ => "?",
            }));
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("3 min", 180)]
    [InlineData("2h", 7200)]
    [InlineData("3", null)]
    [InlineData("min", null)]
    [InlineData("-1s", null)]
    [InlineData("1.5min", null)]
    [InlineData("99999999999s", null)]
    public void A_duration_has_a_unit(string text, int? seconds) => Assert.Equal(seconds, (int?)Duration.Parse(text)?.TotalSeconds);

    private static string MachineForHost() => Edi.Tasks.Sandbox.DebianArchitecture.Host.Name == "amd64" ? "q35" : "virt";

}
