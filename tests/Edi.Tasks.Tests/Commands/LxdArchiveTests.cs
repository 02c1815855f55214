using Edi.Tasks.Commands;

namespace Edi.Tasks.Tests;

public sealed class LxdArchiveTests : IDisposable
{
    private readonly DefinitionFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_metadata_name_the_architecture_as_LXD_does() => Assert.Equal(
        """
        architecture: "aarch64"
        creation_date: 1700000000
        properties:
          architecture: "aarch64"
          description: "my-image"
          os: "Debian"
          release: "trixie"

        """,
        LxdArchive.Metadata(_folder.Read("bootstrap: {suite: trixie, architecture: arm64}"), 1700000000));
}
