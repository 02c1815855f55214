using Edi.Tasks.Engines;

namespace Edi.Tasks.Tests;

public sealed class StoreSessionTests
{
    [Fact]
    public void The_store_may_lie_anywhere() => Assert.Contains(
        """
        graphroot = "/a \"b\" \\c/buildah"
        rootless_storage_path = "/a \"b\" \\c/buildah"
        """,
        StoreSession.StorageConfiguration("/a \"b\" \\c/buildah"),
        StringComparison.Ordinal);
}
