using Edi.Tasks.Definition;
using Edi.Tasks.Incremental;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

public sealed class TwinFingerprintTests : IDisposable
{
    private readonly DefinitionFolder _folder = new();

    public TwinFingerprintTests() => _folder.WriteToProject("key.gpg", Keyring.Armoured(Keyring.Of()));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_tells_the_hosts_architecture_and_where_the_packages_come_from() =>
        Assert.Equal(
            [
                "sdk=1.0.0", $"host={DebianArchitecture.Host.Name}",
                "suite=trixie", "architecture=riscv64", "components=main",
                "mirror=http://a trixie main signed",
            ],
            Of("{suite: trixie, architecture: riscv64, mirrors: http://a}").Lines);

    [Fact]
    public void No_two_sources_share_a_twin()
    {
        string[] digests =
        [
            .. new[]
            {
                "suite: trixie, architecture: riscv64",
                "suite: bookworm, architecture: riscv64",
                "suite: trixie, architecture: s390x",
                "suite: trixie, architecture: riscv64, components: [main, contrib]",
                "suite: trixie, architecture: riscv64, keyring: key.gpg",
                "suite: trixie, architecture: riscv64, mirrors: http://a",
                "suite: trixie, architecture: riscv64, mirrors: http://b",
                "suite: trixie, architecture: riscv64, mirrors: [http://a, http://b]",
                "suite: trixie, architecture: riscv64, mirrors: [http://b, http://a]",
                "suite: trixie, architecture: riscv64, mirrors: {uri: http://a, unsigned: true}",
                "suite: trixie, architecture: riscv64, mirrors: {uri: http://a, suite: trixie-updates}",
                "suite: trixie, architecture: riscv64, mirrors: {uri: http://a, components: contrib}",
                "suite: trixie, architecture: riscv64, mirrors: {uri: http://a, keyring: key.gpg}",
            }.Select(sources => Of($"{{{sources}}}").Digest),
        ];
        Assert.Equal(digests.Distinct(), digests);
    }

    [Theory]
    [InlineData("{suite: trixie, architecture: riscv64, additional_packages: [python3]}")]
    [InlineData("{suite: trixie, architecture: riscv64, variant: important}")]
    public void What_the_target_installs_makes_no_other_twin(string bootstrap) =>
        Assert.Equal(Of("{suite: trixie, architecture: riscv64}").Lines, Of(bootstrap).Lines);

    [Fact]
    public void A_new_key_makes_another_twin()
    {
        string before = Of("{suite: trixie, keyring: key.gpg}").Digest;
        _folder.WriteToProject("key.gpg", Keyring.Armoured(Keyring.Of("new")));
        Assert.NotEqual(before, Of("{suite: trixie, keyring: key.gpg}").Digest);
    }

    [Fact]
    public void Another_version_of_the_sdk_makes_another_twin() =>
        Assert.NotEqual(Of("{suite: trixie}").Digest, Of("{suite: trixie}", version: "2.0.0").Digest);

    private Fingerprint Of(string bootstrap, string version = "1.0.0") =>
        StepFingerprints.OfTwin(_folder.Read($"bootstrap: {bootstrap}\n{DefinitionFolder.Image}").Bootstrap!, version);
}
