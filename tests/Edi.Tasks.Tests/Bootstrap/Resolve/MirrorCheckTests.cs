using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Bootstrap.Resolve;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

/// <summary>What apt says of a mirror is told in words of ours, where the definition names what is wrong. The outputs are those of apt 2.6 and 3.0.</summary>
public sealed class MirrorCheckTests : IDisposable, IMirrorFiles
{
    private const string Debian = "mirrors: http://deb.debian.org/debian";
    private const string Failed = "E: Some index files failed to download. They have been ignored, or old ones used instead.";
    private const string Checksums = "SHA256:\n 0000 1 main/binary-amd64/Packages\n";

    private readonly DefinitionFolder _folder = new();
    private readonly TemporaryFolder _lists = new();
    private readonly Dictionary<string, string> _web = [];

    public void Dispose()
    {
        _folder.Dispose();
        _lists.Dispose();
    }

    string? IMirrorFiles.Read(string url) => _web.GetValueOrDefault(url);

    ImmutableArray<string> IMirrorFiles.Folders(string url) => ArchiveListing.Folders(_web.GetValueOrDefault(url));

    [Theory]
    [InlineData("Could not resolve 'deb.debian.org'", "variant: minbase", "2:10 The default mirror 'http://deb.debian.org/debian' cannot be reached: no name server knows the host 'deb.debian.org'. Check this machine's network and its name server. A proxy is taken from http_proxy and https_proxy.")]
    [InlineData("Could not connect to deb.debian.org:80 (203.0.113.1). - connect (111: Connection refused)", Debian, "3:12 The mirror 'http://deb.debian.org/debian' does not answer: Could not connect to deb.debian.org:80 (203.0.113.1). - connect (111: Connection refused). Check its address and the network. A proxy is taken from http_proxy and https_proxy.")]
    [InlineData("Unable to connect to deb.debian.org:80:", Debian, "3:12 The mirror 'http://deb.debian.org/debian' does not answer: Unable to connect to deb.debian.org:80. Check its address and the network. A proxy is taken from http_proxy and https_proxy.")]
    [InlineData("Connection timed out [IP: 203.0.113.1 80]", Debian, "3:12 The mirror 'http://deb.debian.org/debian' does not answer: Connection timed out. Check its address and the network. A proxy is taken from http_proxy and https_proxy.")]
    [InlineData("Certificate verification failed: The certificate is NOT trusted. The certificate chain uses expired certificate.  Could not handshake: Error in the certificate verification.", Debian, "3:12 The mirror 'http://deb.debian.org/debian' has no certificate that this machine trusts: Certificate verification failed: The certificate is NOT trusted. The certificate chain uses expired certificate.  Could not handshake: Error in the certificate verification. Check its address, this machine's clock, and its package ca-certificates, where a certificate of your own can be added.")]
    [InlineData("401  Unauthorized [IP: 203.0.113.1 80]", Debian, "3:12 The mirror 'http://deb.debian.org/debian' refuses access ('401 Unauthorized'). Where it wants a password, write 'USER:PASSWORD@' before the host.")]
    [InlineData("407  Proxy Authentication Required", Debian, "3:12 The proxy between this machine and the mirror 'http://deb.debian.org/debian' wants a password ('407 Proxy Authentication Required'). Write 'USER:PASSWORD@' before its host in http_proxy or https_proxy.")]
    [InlineData("503  Service Unavailable", Debian, "3:12 The mirror 'http://deb.debian.org/debian' does not work ('503 Service Unavailable'). Build again later, or name another mirror.")]
    [InlineData("File has unexpected size (17 != 19). Mirror sync in progress? [IP: 203.0.113.1 80]", Debian, "3:12 The mirror 'http://deb.debian.org/debian' is being renewed, or is damaged: File has unexpected size (17 != 19). Mirror sync in progress? Build again in a few minutes, or name another mirror.")]
    [InlineData("Something that nobody has met before", Debian, "3:12 The mirror 'http://deb.debian.org/debian' cannot be used: Something that nobody has met before.")]
    public void A_mirror_that_does_not_give_its_files_is_named_with_the_reason(string reason, string line, string expected) => Assert.Equal(
        [$"EDI2007 {expected}"],
        Check([line], $"Err:1 http://deb.debian.org/debian trixie InRelease\nE: Failed to fetch http://deb.debian.org/debian/dists/trixie/InRelease  {reason}\n{Failed}"));

    [Fact]
    public void A_misspelt_host_is_told_with_the_nearest_one() => Assert.Equal(
        ["EDI2007 3:12 The mirror 'http://deb.debain.org/debian' cannot be reached: no name server knows the host 'deb.debain.org'. Did you mean 'deb.debian.org'? Check its address and the network."],
        Check(["mirrors: http://deb.debain.org/debian"], $"E: Failed to fetch http://deb.debain.org/debian/dists/trixie/InRelease  Could not resolve 'deb.debain.org'\n{Failed}"));

    [Fact]
    public void A_host_that_is_not_the_mirrors_is_the_proxys() => Assert.Equal(
        ["EDI2007 3:12 The mirror 'http://deb.debian.org/debian' cannot be reached: no name server knows the host 'proxi.example'. A proxy is named so, in http_proxy or https_proxy: correct it there."],
        Check([Debian], $"E: Failed to fetch http://deb.debian.org/debian/dists/trixie/InRelease  Could not resolve 'proxi.example'\n{Failed}"));

    [Fact]
    public void A_mirror_with_a_password_is_asked_for_nothing_more() => Assert.Equal(
        ["EDI2007 2:10 The mirror 'https://me:***@vendor.example/apt' has no suite 'trixie'. Check the suite and the address; 'dists' lies below it."],
        Check(["mirrors: https://me:secret@vendor.example/apt"], "E: The repository 'https://vendor.example/apt trixie Release' does not have a Release file."));

    [Fact]
    public void Without_a_network_there_is_one_error_whatever_the_mirrors() => Assert.Equal(
        ["EDI2007 3:13 No mirror can be reached, and packages come from there: Temporary failure resolving 'a.example'. Check this machine's network and its name server. A proxy is taken from http_proxy and https_proxy."],
        Check(["mirrors: [http://a.example/debian, http://b.example/debian]"], $"""
            Err:1 http://a.example/debian trixie InRelease
              Temporary failure resolving 'a.example'
            Err:2 http://b.example/debian trixie InRelease
              Temporary failure resolving 'b.example'
            E: Failed to fetch http://a.example/debian/dists/trixie/InRelease  Temporary failure resolving 'a.example'
            E: Failed to fetch http://b.example/debian/dists/trixie/InRelease  Temporary failure resolving 'b.example'
            {Failed}
            """));

    [Fact]
    public void Each_mirror_that_fails_is_told_at_its_place() => Assert.Equal(
        ["EDI2007 3:13", "EDI2007 3:44"],
        Check(["mirrors: [http://a.example/debian, {uri: http://b.example/debian, suite: sid}, http://c.example/debian]"], $"""
            Get:3 http://c.example/debian trixie InRelease [1 kB]
            E: Failed to fetch http://a.example/debian/dists/trixie/InRelease  Could not resolve 'a.example'
            E: Failed to fetch http://b.example/debian/dists/sid/InRelease  Could not resolve 'b.example'
            {Failed}
            """).Select(problem => string.Join(' ', problem.Split(' ')[..2])));

    [Theory]
    [InlineData("", "http://deb.debian.org/debian/dists/trixie/Release")]
    [InlineData("<a href=\"../\">Up</a><a href=\"bookworm/\">bookworm/</a><a href=\"trixie/\">trixie/</a><a href=\"trixie-updates/\">trixie-updates/</a>", null)]
    public void A_misspelt_suite_is_told_with_the_nearest_one_that_the_mirror_has(string listing, string? url)
    {
        _web["http://deb.debian.org/debian/dists/"] = listing;
        _web[url ?? ""] = "Suite: stable\n";
        Assert.Equal(
            [$"EDI2007 2:10 The default mirror 'http://deb.debian.org/debian' has no suite 'trixy'. Did you mean 'trixie'?{(url is null ? " It has bookworm, trixie." : "")}"],
            Check([], "Ign:1 http://deb.debian.org/debian trixy InRelease\nErr:2 http://deb.debian.org/debian trixy Release\n  404  Not Found [IP: 203.0.113.80 80]\nE: The repository 'http://deb.debian.org/debian trixy Release' does not have a Release file.", suite: "trixy"));
    }

    [Fact]
    public void A_suite_that_is_like_no_other_is_told_without_one()
    {
        _web["http://deb.debian.org/debian/dists/stable/Release"] = "Suite: stable\n";
        Assert.Equal(["EDI2007 4:13 The mirror 'http://deb.debian.org/debian' has no suite 'zurg'."], Check(
            ["mirrors:", "- {suite: zurg, uri: http://deb.debian.org/debian}"], "E: The repository 'http://deb.debian.org/debian zurg Release' does not have a Release file."));
    }

    [Fact]
    public void A_path_without_an_archive_is_told_with_the_nearest_one() => Assert.Equal(
        ["EDI2007 3:12 The mirror 'http://deb.debian.org/debain' is no archive of packages: it has neither the suite 'trixie' nor another known one ('400 Bad Request'). Did you mean 'http://deb.debian.org/debian'? Check its address: 'dists' lies below it."],
        Check(["mirrors: http://deb.debian.org/debain"], "E: Failed to fetch http://deb.debian.org/debain/dists/trixie/InRelease  400  Bad Request [IP: 203.0.113.80 80]\nE: The repository 'http://deb.debian.org/debain trixie InRelease' is not signed."));

    [Fact]
    public void An_exact_path_without_packages_is_told_with_its_address() => Assert.Equal(
        ["EDI2007 2:33 The mirror 'copy:/srv/archive' has no packages at 'copy:/srv/archive/local/'. A suite that ends with '/' is an exact path in the archive: check both."],
        Check(["repository: deb [trusted=yes] copy:/srv/archive local/"], "E: The repository 'copy:/srv/archive local/ Release' does not have a Release file.", suite: null));

    [Theory]
    [InlineData("W: GPG error: http://vendor.example/apt trixie InRelease: The following signatures couldn't be verified because the public key is not available: NO_PUBKEY 0123456789ABCDEF", "0123456789ABCDEF")]
    [InlineData("W: OpenPGP signature verification failed: http://vendor.example/apt trixie InRelease: Sub-process /usr/bin/sqv returned an error code (1), error message is: Missing key 0000111122223333444455556666777788889999, which is needed to verify signature.", "0000111122223333444455556666777788889999")]
    public void A_missing_key_is_told_with_its_number(string line, string key) => Assert.Equal(
        [$"EDI2007 3:12 The mirror 'http://vendor.example/apt' signs its suite 'trixie' with the key {key}, which is in none of the keyrings that count for it. Name the file with the vendor's keys in 'keyring'; 'unsigned: true' at the mirror gives up the check, for an archive of your own."],
        Check(["mirrors: http://vendor.example/apt"], $"{line}\nE: The repository 'http://vendor.example/apt trixie InRelease' is not signed."));

    [Fact]
    public void A_missing_key_that_this_machine_has_is_told_with_its_file()
    {
        string key = OpenPgpKeys.Fingerprints(OpenPgpKeys.Read(File.ReadAllBytes(OpenPgpKeys.FileOfDebian)))[0][^16..];
        string problem = Assert.Single(Check(["mirrors: http://vendor.example/apt"], $"W: GPG error: http://vendor.example/apt trixie InRelease: The following signatures couldn't be verified because the public key is not available: NO_PUBKEY {key}"));
        Assert.Contains("This machine has it in '/usr/share/keyrings/debian-archive-", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EXPKEYSIG 0123456789ABCDEF vendor")]
    [InlineData("BADSIG 0123456789ABCDEF vendor")]
    public void A_signature_that_verifies_nothing_is_told_as_apt_does(string reason) => Assert.StartsWith(
        $"EDI2007 3:12 The signature of the mirror 'http://vendor.example/apt' for its suite 'trixie' does not verify it: The following signatures were invalid: {reason}. Where a key has expired",
        Assert.Single(Check(["mirrors: http://vendor.example/apt"], $"W: GPG error: http://vendor.example/apt trixie InRelease: The following signatures were invalid: {reason}\nE: The repository 'http://vendor.example/apt trixie InRelease' is not signed.")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("http://archive.ubuntu.com/ubuntu", "W: GPG error: http://archive.ubuntu.com/ubuntu noble InRelease: The following signatures couldn't be verified because the public key is not available: NO_PUBKEY 0123456789ABCDEF")]
    [InlineData("http://deb.debian.org/debian", "E: The repository 'http://deb.debian.org/debian noble Release' does not have a Release file.")]
    public void A_suite_of_ubuntu_names_the_keys_of_ubuntu_and_their_package(string mirror, string line)
    {
        string problem = Assert.Single(Check([], $"Err:1 {mirror} noble InRelease\n{line}", suite: "noble"));
        Assert.StartsWith("EDI2007 2:10 ", problem, StringComparison.Ordinal);
        Assert.Contains(File.Exists(UbuntuArchive.Keyring) ? "name that file in 'keyring'" : "'sudo apt-get install ubuntu-keyring', and write 'keyring: /usr/share/keyrings/ubuntu-archive-keyring.gpg'", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_without_a_signature_is_told() => Assert.Equal(
        ["EDI2007 3:12 The mirror 'copy:/srv/archive' has no signature for its suite 'trixie'. Nothing tells whether its packages are what they should be. For an archive of your own, 'unsigned: true' at the mirror gives up the check."],
        Check(["mirrors: copy:/srv/archive"], "E: The repository 'copy:/srv/archive trixie Release' is not signed."));

    [Theory]
    [InlineData("expired (invalid since 5d 2h 3min 4s). Updates for this repository will not be applied.", "is out of date: the time of its suite 'trixie' has expired.")]
    [InlineData("not valid yet (invalid for another 5h 3min 4s). Updates for this repository will not be applied.", "is of the future for this machine: its suite 'trixie' is not valid yet.")]
    public void A_release_of_another_time_is_told(string reason, string expected) => Assert.StartsWith(
        $"EDI2007 3:12 The mirror 'http://deb.debian.org/debian' {expected}",
        Assert.Single(Check([Debian], $"E: Release file for http://deb.debian.org/debian/dists/trixie/InRelease is {reason}")),
        StringComparison.Ordinal);

    [Fact]
    public void A_component_that_no_mirror_has_is_told_with_the_nearest_one()
    {
        WriteRelease("deb.debian.org_debian_dists_trixie_InRelease", "trixie", "amd64", "main contrib non-free-firmware");
        Assert.Equal(
            ["EDI2007 3:22 The mirror 'http://deb.debian.org/debian' has no component 'non-fre-firmware' in its suite 'trixie'. Did you mean 'non-free-firmware'? It has main, contrib, non-free-firmware."],
            Check(["components: [main, non-fre-firmware]", Debian], Skipped("http://deb.debian.org/debian", "non-fre-firmware"), exitCode: 0));
    }

    [Fact]
    public void A_component_of_the_section_need_not_be_in_each_mirror()
    {
        string update = Skipped("http://vendor.example/apt", "contrib");
        Assert.Empty(Check(["components: [main, contrib]", "mirrors: [http://deb.debian.org/debian, http://vendor.example/apt]"], update, exitCode: 0));
        Assert.Equal(
            ["EDI2007 4:88 The mirror 'http://vendor.example/apt' has no component 'contrib' in its suite 'trixie'."],
            Check(["components: [main, contrib]", "mirrors: [http://deb.debian.org/debian, {uri: http://vendor.example/apt, components: contrib}]"], update, exitCode: 0));
    }

    [Fact]
    public void A_suite_without_the_architecture_is_told_at_the_architecture_with_a_suite_that_has_it()
    {
        WriteRelease("deb.debian.org_debian_dists_bookworm_InRelease", "bookworm", "all amd64 arm64", "main");
        _web["http://deb.debian.org/debian/dists/stable/Release"] = "Suite: stable\nCodename: trixie\nArchitectures: all amd64 riscv64\n";
        Assert.Equal(
            ["EDI2007 3:17 The default mirror 'http://deb.debian.org/debian' has no packages for riscv64 in its suite 'bookworm'. It has amd64, arm64. Its suite 'trixie' has them."],
            Check(["architecture: riscv64"], "Get:1 http://deb.debian.org/debian bookworm InRelease [1 kB]", suite: "bookworm", exitCode: 0));
    }

    [Fact]
    public void A_mirror_without_the_architecture_is_no_mistake_beside_one_that_has_it()
    {
        WriteRelease("deb.debian.org_debian_dists_trixie_InRelease", "trixie", "arm64", "main");
        WriteRelease("vendor.example_apt_dists_trixie_InRelease", "trixie", "amd64", "main");
        Assert.Empty(Check(["architecture: arm64", "mirrors: [http://vendor.example/apt, http://deb.debian.org/debian]"], "", exitCode: 0));
    }

    [Fact]
    public void A_list_that_is_missing_for_one_architecture_is_told_with_the_archive_that_has_it() => Assert.Equal(
        ["EDI2007 3:17 The mirror 'http://archive.ubuntu.com/ubuntu' has no list of packages for arm64 in its suite 'noble' ('404 Not Found'). Ubuntu has its packages for arm64 at http://ports.ubuntu.com/ubuntu-ports."],
        Check(["architecture: arm64", "mirrors: http://archive.ubuntu.com/ubuntu"], $"E: Failed to fetch http://archive.ubuntu.com/ubuntu/dists/noble/main/binary-arm64/Packages  404  Not Found [IP: 203.0.113.1 80]\n{Failed}", suite: "noble"));

    [Fact]
    public void A_suite_that_no_mirror_has_is_told_since_the_essential_packages_come_from_it()
    {
        WriteRelease("deb.debian.org_debian_dists_bookworm_InRelease", "bookworm", "amd64", "main");
        Assert.Equal(
            ["EDI2007 2:10 No mirror has the suite 'trixie', from which the essential packages come. They have bookworm. Name one of these in 'suite', or add the mirror of that suite."],
            Check(["architecture: amd64", "mirrors: [{uri: http://deb.debian.org/debian, suite: bookworm}]"], "", exitCode: 0));
    }

    [Fact]
    public void One_suite_with_different_keyrings_is_told() => Assert.Equal(
        ["EDI2007 3:12 The mirror 'http://deb.debian.org/debian' is named twice with the suite 'trixie', and with different keyrings. Name the same ones at both places, or name it once with all of its components."],
        Check([Debian], "E: Conflicting values set for option Signed-By regarding source http://deb.debian.org/debian/ trixie: /tmp/edi-keys/a.gpg != /tmp/edi-keys/b.gpg\nE: The list of sources could not be read."));

    [Fact]
    public void A_keyring_that_apt_does_not_read_is_told_at_its_place()
    {
        File.WriteAllBytes(_folder.WriteToProject("keys/my vendor.gpg"), Keyring.Of());
        Assert.Equal(
            [$"EDI2004 3:12 apt does not read the keyring '{_folder.Plugins.ProjectDirectory}/keys/my vendor.gpg': the file is not readable by user '_apt' executing apt-key. A keyring is a file of public keys of OpenPGP, armoured or not."],
            Check(["keyring: keys/my vendor.gpg", Debian], """
                W: http://deb.debian.org/debian/dists/trixie/InRelease: The key(s) in the keyring /tmp/edi-keys/my_vendor.gpg are ignored as the file is not readable by user '_apt' executing apt-key.
                W: GPG error: http://deb.debian.org/debian trixie InRelease: The following signatures couldn't be verified because the public key is not available: NO_PUBKEY 0123456789ABCDEF
                E: The repository 'http://deb.debian.org/debian trixie InRelease' is not signed.
                """));
    }

    [Fact]
    public void A_failure_without_a_word_is_told_with_the_last_line() => Assert.Equal(
        ["EDI2007 1:1 apt cannot use the mirrors: Segmentation fault."], Check([Debian], "Segmentation fault", exitCode: 139));

    [Fact]
    public void The_password_of_a_mirror_is_not_told() => Assert.StartsWith(
        "EDI2007 3:12 The mirror 'https://me:***@vendor.example/apt' refuses access",
        Assert.Single(Check(["mirrors: https://me:secret@vendor.example/apt"], $"E: Failed to fetch https://vendor.example/apt/dists/trixie/InRelease  401  Unauthorized\n{Failed}")),
        StringComparison.Ordinal);

    [Fact]
    public void A_mirror_that_answers_is_right() => Assert.Empty(Check([Debian], "Get:1 http://deb.debian.org/debian trixie InRelease [140 kB]\nFetched 140 kB in 0s\nReading package lists...", exitCode: 0));

    private static string Skipped(string uri, string component) =>
        $"W: Skipping acquire of configured file '{component}/binary-amd64/Packages' as repository '{uri} trixie InRelease' doesn't have the component '{component}' (component misspelt in sources.list?)";

    private void WriteRelease(string name, string suite, string architectures, string components) =>
        _lists.Write(name, $"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nOrigin: Debian\nSuite: {suite}\nCodename: {suite}\nArchitectures: {architectures}\nComponents: {components}\n{Checksums}");

    /// <returns>Each problem as <c>CODE LINE:COLUMN MESSAGE</c>.</returns>
    private string[] Check(string[] lines, string update, string? suite = "trixie", int exitCode = 100)
    {
        string section = "bootstrap:\n" + (suite is null ? "" : $"  suite: {suite}\n") + string.Concat(lines.Select(line => $"  {line}\n"));
        var bootstrap = _folder.Read(section + DefinitionFolder.Image).Bootstrap!;
        return
        [
            .. new MirrorCheck(bootstrap, _lists.Path, this).Check(new(exitCode, [.. update.Split('\n')])).Select(problem =>
                string.Create(CultureInfo.InvariantCulture, $"{problem.Code.Id} {problem.Position!.Line}:{problem.Position.Column} {Passwords.Mask(problem.Message)}")),
        ];
    }
}
