using Edi.Images.Tests.Harness;

namespace Edi.Images.Tests;

/// <summary>An image that is built once, for all tests that look at it.</summary>
public abstract class BuiltImage : IAsyncLifetime
{
    /// <param name="project">The .ediproj, relative to the repository.</param>
    private protected BuiltImage(string project) => Project = new(Path.Combine(Repository.Root, project));

    internal ImageProject Project { get; }

    public async ValueTask InitializeAsync() => (await Project.BuildAsync()).Require();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
