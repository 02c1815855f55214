using Edi.Images.Tests.Harness;
using Edi.Testing;

namespace Edi.Images.Tests;

/// <summary>An image that is built once, for all tests that look at it.</summary>
public abstract class BuiltImage : IAsyncLifetime
{
    /// <param name="name">The .ediproj, which the project of these tests references.</param>
    private protected BuiltImage(string name) => Project = new(EdiProject.Find(name).File);

    internal ImageProject Project { get; }

    public async ValueTask InitializeAsync() => (await Project.BuildAsync()).Require();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
