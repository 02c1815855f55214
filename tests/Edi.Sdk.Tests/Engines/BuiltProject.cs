using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests.Engines;

/// <summary>One project for all facts about an engine.</summary>
public abstract class BuiltProject(string engine) : IDisposable
{
    /// <summary>The value of EdiContainerEngine.</summary>
    public string Engine => engine;

    internal TestProject Project { get; } = new(engine: engine);

    public void Dispose()
    {
        if (engine != "buildah" && Directory.Exists(Project.PathOf("obj")))
        {
            Project.BuildAsync("-t:Clean").GetAwaiter().GetResult(); // Its store goes with the daemon, and not with the tests.
        }

        Project.Dispose();
        GC.SuppressFinalize(this);
    }
}
