using Edi.Tasks.Bootstrap;
using Edi.Tasks.Definition;

namespace Edi.Tasks.Tests;

public sealed class MirrorSourcesTests
{
    [Fact]
    public void A_mirror_has_its_keys() =>
        Assert.Equal(
            "Types: deb\nURIs: http://mirror.example/debian\nSuites: trixie\nComponents: main non-free-firmware\nSigned-By: /tmp/edi-keys/a.gpg /tmp/edi-keys/b.gpg\n",
            MirrorSources.Stanza(new MirrorDefinition("http://mirror.example/debian", "trixie", ["main", "non-free-firmware"], Unsigned: false), ["/tmp/edi-keys/a.gpg", "/tmp/edi-keys/b.gpg"]));

    [Fact]
    public void An_exact_path_has_no_components_and_an_unsigned_mirror_no_keys() =>
        Assert.Equal(
            "Types: deb\nURIs: file:/srv/archive\nSuites: local/\nTrusted: yes\n",
            MirrorSources.Stanza(new MirrorDefinition("file:/srv/archive", "local/", ["main"], Unsigned: true), ["/tmp/edi-keys/a.gpg"]));
}
