using System.Text;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

public sealed class BootstrapReaderTests : IDisposable
{
    private readonly DefinitionFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Only_the_suite_is_mandatory()
    {
        var bootstrap = Read("suite: trixie");
        Assert.Equal("trixie", bootstrap.Suite);
        Assert.Equal(DebianArchitecture.Host.Name, bootstrap.Architecture);
        Assert.Equal("minbase", bootstrap.Variant);
        Assert.Equal(["main"], bootstrap.Components);
        Assert.Empty(bootstrap.Mirrors);
        Assert.Empty(bootstrap.Keyrings);
        Assert.Empty(bootstrap.AdditionalPackages);
    }

    [Fact]
    public void A_key_without_a_value_is_refused_at_the_key() =>
        Assert.Equal(
            ["3:3 EDI1003 'architecture' in section 'bootstrap' must be a text; found nothing.", "4:3 EDI1003 'components' in section 'bootstrap' must be a text or a list; found nothing."],
            Problems("suite: trixie", "architecture:", "components: ~"));

    [Theory]
    [InlineData("trixie")]
    [InlineData("bookworm-backports")]
    [InlineData("stable")]
    [InlineData("12.5")]
    [InlineData("trixie/updates")]
    public void A_suite_is_a_code_name(string suite) => Assert.Equal(suite, Read($"suite: {suite}").Suite);

    [Theory]
    [InlineData("Trixie")]
    [InlineData("tri xie")]
    [InlineData("-option")]
    [InlineData("../up")]
    [InlineData("a$b")]
    [InlineData("\"trixie\\n\"")]
    public void A_suite_is_nothing_else(string suite) => Assert.Equal(["2:10 EDI1005"], Places($"suite: {suite}"));

    [Fact]
    public void A_missing_suite_is_one_problem_whatever_else_is_there() =>
        Assert.Equal(["1:1 EDI1004 Section 'bootstrap' needs the key 'suite' (or edi's 'repository')."], Problems("mirrors: http://mirror.example/debian", "architecture: arm64"));

    [Fact]
    public void A_wrong_suite_is_one_problem_whatever_else_is_there() =>
        Assert.Equal(["2:10 EDI1005"], Places("suite: Trixie", "mirrors: http://mirror.example/debian"));

    [Fact]
    public void An_architecture_is_one_of_debian() =>
        Assert.Equal(
            ["3:17 EDI1005 'architecture' in section 'bootstrap' must be one of amd64, arm64, armel, armhf, i386, ppc64el, riscv64, s390x; found 'arm-64'. Did you mean 'arm64'?"],
            Problems("suite: trixie", "architecture: arm-64"));

    [Theory]
    [InlineData("apt")]
    [InlineData("minbase")]
    [InlineData("buildd")]
    [InlineData("important")]
    [InlineData("standard")]
    public void A_variant_leaves_a_system_with_apt(string variant) => Assert.Equal(variant, Read("suite: trixie", $"variant: {variant}").Variant);

    [Theory]
    [InlineData("essential")]
    [InlineData("custom")]
    [InlineData("extract")]
    [InlineData("-")]
    [InlineData("required")]
    public void Other_variants_are_refused(string variant) => Assert.Equal(["3:12 EDI1005"], Places("suite: trixie", $"variant: '{variant}'"));

    [Fact]
    public void A_mirror_is_a_text_or_a_mapping()
    {
        var mirrors = Read(
            "suite: trixie",
            "components: [main, non-free-firmware]",
            "mirrors:",
            "  - http://mirror.example/debian",
            "  - uri: https://example.org/debian",
            "    suite: trixie-backports",
            "    components: [contrib]",
            "    unsigned: true",
            "  - uri: file:/srv/archive").Mirrors;
        Assert.Equal(
            [
                "http://mirror.example/debian trixie main,non-free-firmware signed",
                "https://example.org/debian trixie-backports contrib unsigned",
                "file:/srv/archive trixie main,non-free-firmware signed",
            ],
            mirrors.Select(Text));
    }

    [Fact]
    public void One_mirror_needs_no_list() =>
        Assert.Equal(["http://mirror.example/debian trixie main signed"], Read("suite: trixie", "mirrors: http://mirror.example/debian").Mirrors.Select(Text));

    [Fact]
    public void One_mapping_needs_no_list() =>
        Assert.Equal(["copy:/srv trixie main unsigned"], Read("suite: trixie", "mirrors: {uri: 'copy:/srv', unsigned: yes}").Mirrors.Select(Text));

    [Theory]
    [InlineData("mirror.example/debian")]
    [InlineData("ftp://mirror.example/debian")]
    [InlineData("'http://a b'")]
    [InlineData("'deb http://mirror.example/debian trixie main'")]
    [InlineData("'[trusted=yes] http://example.org'")]
    [InlineData("\"http://example.org\\n\"")]
    public void A_mirror_is_a_uri_of_apt(string uri) => Assert.Equal(["3:12 EDI1005"], Places("suite: trixie", $"mirrors: {uri}"));

    [Fact]
    public void A_mirror_is_read_as_strictly_as_a_section() =>
        Assert.Equal(
            [
                "4:7 EDI1002 'url' is not a key of a mirror. Did you mean 'uri'? Known keys: components, keyring, suite, unsigned, uri.",
                "5:33 EDI1003 'unsigned' in a mirror must be true or false; found 'maybe'.",
                "6:7 EDI1003 A mirror must be a text or a mapping of keys to values; found a list.",
            ],
            Problems("suite: trixie", "mirrors:", "  - url: http://a", "  - {uri: http://a, unsigned: maybe}", "  - [http://a]"));

    [Fact]
    public void A_keyring_is_a_file_looked_for_beside_the_project()
    {
        string inProject = WriteKeys("keys/mine.gpg", Keyring.Of());
        Assert.Equal([inProject], Read("suite: trixie", "keyring: keys/mine.gpg").Keyrings);
        Assert.Equal([inProject, inProject], Read("suite: trixie", $"keyring: [keys/mine.gpg, {inProject}]").Keyrings);
    }

    [Fact]
    public void A_keyring_that_does_not_exist_is_named_with_the_place_looked_at() =>
        Assert.Equal(
            [$"3:12 EDI1006 The keyring 'gone.gpg' does not exist. Looked for: {_folder.Plugins.ProjectDirectory}/gone.gpg."],
            Problems("suite: trixie", "keyring: gone.gpg"));

    [Fact]
    public void Only_a_mirrors_own_keyring_counts_for_it()
    {
        string vendor = WriteKeys("vendor.gpg", Encoding.ASCII.GetBytes(Keyring.Armoured(Keyring.Of())));
        var bootstrap = Read("suite: trixie", "mirrors: [http://debian.example/debian, {uri: https://vendor.example, keyring: vendor.gpg}]");
        Assert.Empty(bootstrap.Keyrings);
        Assert.Equal([[], [vendor]], bootstrap.Mirrors.Select(mirror => mirror.Keyrings.ToArray()));
        Assert.Equal([vendor], bootstrap.AllKeyrings);
    }

    [Fact]
    public void What_only_a_mirror_can_judge_keeps_its_place()
    {
        WriteKeys("vendor.gpg", Keyring.Of());
        var bootstrap = Read(
            "suite: trixie", "architecture: arm64", "components: [main, contrib]", "keyring: vendor.gpg",
            "mirrors: [http://a.example/debian, {uri: http://b.example, suite: sid, components: [extra]}]", "additional_packages: [bash, dash]");
        Assert.Equal("2:10-16 3:17-22", $"{Place(bootstrap.Places.Suite)} {Place(bootstrap.Places.Architecture)}");
        Assert.Equal(["contrib 4:22-29", "main 4:16-20"], bootstrap.Places.Components.Select(place => $"{place.Key} {Place(place.Value)}"));
        Assert.Equal(["bash 7:25-29", "dash 7:31-35"], bootstrap.Places.Packages.Select(place => $"{place.Key} {Place(place.Value)}"));
        Assert.Equal(["5:12-22"], bootstrap.Places.Keyrings.Values.Select(Place));
        Assert.Equal(["6:13-36 2:10-16 contrib 4:22-29 main 4:16-20", "6:44-60 6:69-72 extra 6:87-92"], bootstrap.Mirrors.Select(mirror => string.Join(' ', [Place(mirror.Places.Uri), Place(mirror.Places.Suite), .. mirror.Places.Components.Select(place => $"{place.Key} {Place(place.Value)}")])));
    }

    [Theory]
    [InlineData("deb http://a.example/debian trixie main contrib", "2:19-42 2:43-49 contrib 2:55-62 main 2:50-54")]
    [InlineData("'deb [arch=arm64]  http://a.example/debian trixie main'", "2:34-57 2:58-64 main 2:65-69")]
    public void The_words_of_a_repository_have_places_of_their_own(string line, string expected)
    {
        var mirror = Read($"repository: {line}").Mirrors.Single();
        Assert.Equal(expected, string.Join(' ', [Place(mirror.Places.Uri), Place(mirror.Places.Suite), .. mirror.Places.Components.Select(place => $"{place.Key} {Place(place.Value)}")]));
    }

    [Fact]
    public void The_words_of_a_repository_in_several_lines_have_its_place()
    {
        var mirror = Read("repository: >-", "  deb http://a.example/debian", "  trixie main").Mirrors.Single();
        Assert.Equal(2, mirror.Places.Suite.Line);
        Assert.Equal(mirror.Places.Uri, mirror.Places.Suite);
    }

    [Theory]
    [InlineData("keyring: page.asc", "3:12")]
    [InlineData("mirrors: {uri: https://vendor.example, keyring: page.asc}", "3:51")]
    [InlineData("repository_key: page.asc", "3:19")]
    public void A_file_without_keys_is_refused_where_it_is_named(string line, string place)
    {
        WriteKeys("page.asc", "<html>Not found</html>"u8.ToArray());
        Assert.Equal([$"{place} EDI2004 The keyring 'page.asc' is no file of OpenPGP keys. A keyring is a file of public keys of OpenPGP, armoured or not."], Problems("suite: trixie", line));
    }

    [Fact]
    public void A_key_by_http_is_refused() =>
        Assert.Equal(["3:19 EDI2005"], Places("suite: trixie", "repository_key: http://vendor.example/key.asc"));

    [Fact]
    public void A_repository_has_one_way_to_name_its_keys()
    {
        string file = WriteKeys("vendor.gpg", Keyring.Of());
        Assert.Equal(
            ["3:3 EDI1005 'keyring' and the option 'signed-by' of 'repository' (line 2) both name keys of one archive; remove one of them."],
            Problems($"repository: deb [signed-by={file}] http://a trixie main", "keyring: vendor.gpg"));
    }

    [Theory]
    [InlineData("python3")]
    [InlineData("g++")]
    [InlineData("libc6.1")]
    [InlineData("0ad")]
    [InlineData("python3:arm64")]
    public void A_package_is_named_as_debian_names_it(string package) =>
        Assert.Equal([package], Read("suite: trixie", $"additional_packages: ['{package}']").AdditionalPackages);

    [Fact]
    public void A_package_with_a_capital_is_told_with_small_letters() => Assert.Equal(
        ["3:25 EDI1005 'additional_packages' in section 'bootstrap' must hold a package name; found 'Python3'. Did you mean 'python3'?"],
        Problems("suite: trixie", "additional_packages: [Python3]"));

    [Theory]
    [InlineData("a")]
    [InlineData("-e")]
    [InlineData("python3=3.13")]
    [InlineData("python3 python3-apt")]
    [InlineData("python3,python3-apt")]
    [InlineData("?essential")]
    [InlineData("./local.deb")]
    [InlineData("python3/")]
    public void A_package_is_nothing_else(string package) =>
        Assert.Equal(
            [$"3:25 EDI1005 'additional_packages' in section 'bootstrap' must hold a package name; found '{package}'."],
            Problems("suite: trixie", $"additional_packages: ['{package}']"));

    [Fact]
    public void An_end_of_line_is_no_part_of_a_package_name() =>
        Assert.Equal(["3:25 EDI1005"], Places("suite: trixie", "additional_packages: [\"python3\\n\"]"));

    [Fact]
    public void A_list_of_packages_holds_texts_only() =>
        Assert.Equal(["3:25 EDI1003", "3:33 EDI1003"], Places("suite: trixie", "additional_packages: [[bash], {a: 1}]"));

    [Fact]
    public void A_component_is_a_word() =>
        Assert.Equal(["3:22 EDI1005"], Places("suite: trixie", "components: [main, 'Main Street']"));

    private string WriteKeys(string relative, byte[] content)
    {
        string file = _folder.WriteToProject(relative);
        File.WriteAllBytes(file, content);
        return file;
    }

    private static string Place(SourcePosition place) => FormattableString.Invariant($"{place.Line}:{place.Column}-{place.EndColumn}");

    private static string Text(MirrorDefinition mirror) =>
        $"{mirror.Uri} {mirror.Suite} {string.Join(',', mirror.Components)} {(mirror.Unsigned ? "unsigned" : "signed")}";

    private static string Section(string[] lines) =>
        "bootstrap:\n" + string.Concat(lines.Select(line => $"  {line}\n")) + DefinitionFolder.Image;

    private BootstrapDefinition Read(params string[] lines) => _folder.Read(Section(lines)).Bootstrap!;

    private string[] Problems(params string[] lines) => _folder.Problems(Section(lines));

    private string[] Places(params string[] lines) => _folder.Places(Section(lines));
}
