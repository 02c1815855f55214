using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

/// <summary>Where a root file system comes from.</summary>
public sealed class EdiRootFileSystemRulesTests : EdiRules
{
    [Theory]
    [InlineData("bootstrap: {suite: trixie}", "")]
    [InlineData("postprocessing_commands: {a: {path: p.yml, output: {o: x}}}", "")]
    [InlineData("preprocessing_commands: {a: {path: p.yml, output: {edi_bootstrapped_rootfs: r.tar}}}", "")]
    [InlineData("preprocessing_commands: {a: {path: p.yml, output: {edi_bootstrapped_rootfs: {location: i, type: podman-image}}}}", "")]
    [InlineData("preprocessing_commands: {a: {path: p.yml, output: {o: x}}}\nbootstrap: {suite: trixie}", "")]
    [InlineData("preprocessing_commands: {a: {path: p.yml, output: {o: x}}}", "EDI1012")]
    [InlineData("playbooks: {a: {path: p.yml}}", "EDI1012")]
    [InlineData("preprocessing_commands: {a: {path: p.yml, output: {edi_bootstrapped_rootfs: {location: c, type: buildah-container}}}}", "EDI1012")]
    [InlineData("preprocessing_commands: {a: {path: p.yml, output: {edi_bootstrapped_rootfs: r}}, b: {path: p.yml, output: {edi_bootstrapped_rootfs: s}}}", "EDI1012")]
    [InlineData("preprocessing_commands: {a: {path: p.yml, output: {edi_bootstrapped_rootfs: r}}}\nbootstrap: {suite: trixie}", "EDI1012")]
    public void A_container_has_one_root_file_system(string yaml, string codes) =>
        Assert.Equal(codes, string.Join(',', Folder.Places(yaml).Select(place => place.Split(' ')[1])));

    [Theory]
    [InlineData("deb http://a/ trixie main contrib", "http://a/ trixie main,contrib False")]
    [InlineData("deb [trusted=yes arch=amd64] http://a/ trixie main", "http://a/ trixie main True")]
    [InlineData("deb http://a/ ./", "http://a/ ./  False")]
    public void A_repository_is_a_line_of_apts(string line, string read)
    {
        var bootstrap = Folder.Read($"bootstrap: {{repository: '{line}'}}").Bootstrap!;
        var mirror = Assert.Single(bootstrap.Mirrors);
        Assert.Equal(read, $"{mirror.Uri} {bootstrap.Suite} {string.Join(',', mirror.Components)} {mirror.Unsigned}");
        Assert.Equal(
            ["python3", "sudo", "netbase", "net-tools", "iputils-ping", "ifupdown", "isc-dhcp-client", "resolvconf", "systemd", "systemd-sysv", "gnupg"],
            bootstrap.AdditionalPackages);
    }

    [Theory]
    [InlineData("deb http://a/ trixie main", ", repository_key: key.asc")]
    [InlineData("deb [signed-by=KEY] http://[2001:db8::1]/debian trixie main", "")]
    public void A_repository_has_a_key(string line, string key)
    {
        string file = Folder.WriteToProject("key.asc", Keyring.Armoured(Keyring.Of()));
        var bootstrap = Folder.Read($"bootstrap: {{repository: '{line.Replace("KEY", file, StringComparison.Ordinal)}'{key}}}").Bootstrap!;
        Assert.Equal(file, Assert.Single(bootstrap.AllKeyrings));
        File.Delete(file);
        Assert.Equal([EdiCodes.FileNotFound], Assert.Throws<EdiException>(() => Folder.Load()).Problems.Select(problem => problem.Code));
    }
}
