using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Lint;

namespace Edi.Tasks.Tests;

public sealed class LintRulesTests : IDisposable
{
    private const string RawBehindRoot = DefinitionFolder.Image + "  raw_data: {10_environment: {offset: 1GiB, source: environment.bin}}\n";

    private readonly DefinitionFolder _folder = new();
    private readonly HostToolFixture _tools = new();

    public static TheoryData<string> Cases => [.. LintCases.All.Select(known => known.ToString())];

    public void Dispose()
    {
        _folder.Dispose();
        _tools.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void All_that_the_rules_say_about(string name)
    {
        var known = LintCases.All.Single(known => known.ToString() == name);
        Assert.Equal(
            known.Paths.Select(path => $"{known.Code} {path}"),
            Check(known.Make).Select(found => $"{found.Code.Id} {found.Finding.Path}"));
    }

    [Fact]
    public void Each_rule_has_an_image_that_trips_it_and_one_that_does_not() =>
        Assert.All(LintRules.All, rule =>
        {
            Assert.Contains(LintCases.All, known => known.Code == rule.Code.Id && !known.Paths.IsEmpty);
            Assert.Contains(LintCases.All, known => known.Code == rule.Code.Id && known.Paths.IsEmpty);
        });

    [Theory]
    [InlineData("PasswordAuthentication no", "", false)]
    [InlineData("PasswordAuthentication yes", "PasswordAuthentication no", true)]
    [InlineData("", "", true)]
    [InlineData("", "Match User ada\nPasswordAuthentication no", true)]
    public void A_known_password_is_told_from_one_that_ssh_takes(string first, string main, bool takes)
    {
        var finding = Assert.Single(Check(tree => tree
            .File("/usr/sbin/sshd", "", "0755").File("/etc/ssh/sshd_config.d/10-ours.conf", first).File("/etc/ssh/sshd_config", main)
            .File("/etc/shadow", "pi:$6$edi.pi3.example$6OZNHFmSEjqkN.OEHoB43w9kmlh7vcVbw7JGxpriholX5n8gHqDNEvRhsdsTF450kKEl8bKczzrkcKY633mT40:1\n", "0640"))).Finding;
        Assert.StartsWith("The user 'pi' has the known password 'raspberry'.", finding.Message, StringComparison.Ordinal);
        Assert.Equal(takes, finding.Message.Contains("The ssh server takes it too", StringComparison.Ordinal));
    }

    [Fact]
    public void A_proxy_of_the_host_is_told_from_another_and_shows_no_password()
    {
        var messages = Check(tree => tree.File("/etc/environment", "http_proxy=http://proxy.host:3128\nhttps_proxy=http://ada:secret@other:3128\n")).Select(found => found.Finding.Message).ToArray();
        Assert.Contains("The proxy of the host that built the image is set, 'http://proxy.host:3128'", messages[0], StringComparison.Ordinal);
        Assert.Contains("A proxy is set, 'http://…@other:3128'", messages[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10_root: {type: linux, file_system: ext4, label: ROOT, mount_point: /, free_space: 1MiB}", "80MiB", true)]
    [InlineData("10_boot: {type: linux, file_system: ext4, label: BOOT, mount_point: /boot, free_space: 1MiB}, 20_root: {type: linux, file_system: ext4, label: ROOT, mount_point: /, free_space: 1MiB}", "80MiB", true)]
    [InlineData("10_root: {type: linux, file_system: ext4, label: ROOT, mount_point: /, free_space: 1MiB}, 20_data: {type: linux, file_system: ext4, size: 8MiB, offset: 200MiB}", "80MiB", true)]
    [InlineData("10_root: {type: linux, file_system: ext4, label: ROOT, mount_point: /, free_space: 1MiB}, 20_data: {type: linux, file_system: ext4, size: 8MiB}", "80MiB", false)]
    [InlineData("10_root: {type: linux, file_system: ext4, label: ROOT, mount_point: /, free_space: 1MiB}, 20_data: {type: linux, file_system: ext4, size: 8MiB, offset: 60MiB}", "80MiB", false)]
    [InlineData("10_root: {type: linux, file_system: ext4, label: ROOT, mount_point: /, free_space: 1MiB}, 20_raw: {type: linux, file_system: none, size: 8MiB, offset: 80MiB}", "80MiB", false)]
    [InlineData("10_root: {type: linux, file_system: ext4, label: ROOT, mount_point: /, free_space: 1MiB}", "64KiB", false)]
    [InlineData("10_root: {type: linux, file_system: ext4, label: ROOT, mount_point: /, free_space: 1MiB, offset: 100MiB}", "80MiB", false)]
    public void Raw_data_is_behind_a_root_that_grows(string partitions, string offset, bool isLost)
    {
        _folder.WriteToProject("u-boot.bin", "u-boot");
        string image = $"image: {{partition_table: gpt, size: 512MiB, partitions: {{{partitions}}}, raw_data: {{10_environment: {{offset: {offset}, source: u-boot.bin}}}}}}\n";
        var found = Check(tree => tree.File("/etc/systemd/system/multi-user.target.wants/grow-root.service"), image);
        Assert.Equal(isLost ? ["EDI4024"] : [], found.Select(finding => finding.Code.Id));
    }

    private ImmutableArray<(EdiCode Code, LintFinding Finding)> Check(Action<ImageTree> make, string image = RawBehindRoot)
    {
        _folder.WriteToProject("plugins/p.yml");
        _folder.WriteToProject("environment.bin");
        var definition = _folder.Read(DefinitionFolder.Bootstrap + image + "playbooks: {10_p: {path: p.yml, parameters: {names: [meant], proxies: {http: 'http://meant:3128'}}}}\n");
        var tree = new ImageTree();
        make(tree);
        return ImageLint.Check(tree.Image(definition with { LintRules = LintCases.ComponentRules }, new PerlPasswordCheck(_tools.Host), new("builder", ["nameserver 192.0.2.1"], ["http://proxy.host:3128"])));
    }
}
