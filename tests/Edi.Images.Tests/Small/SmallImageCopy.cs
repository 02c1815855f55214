using Edi.Images.Tests.Harness;

namespace Edi.Images.Tests.Small;

/// <summary>A copy of the small image's project, which tests may change; removed with its layers.</summary>
public sealed class SmallImageCopy : IAsyncLifetime
{
    private static readonly string Original = Path.Combine(Repository.Root, "tests", "images");

    private static readonly string[] Sources =
        ["Directory.Build.props", "Directory.Build.targets", "small.ediproj", "small.yml", "plugins/playbooks/first.yml", "plugins/playbooks/second.yml"];

    private readonly TemporaryFolder _folder = new();

    public SmallImageCopy() => Project = new(_folder.File("small.ediproj"));

    internal ImageProject Project { get; }

    public ValueTask InitializeAsync() => RestoreAsync();

    /// <summary>Brings the files back to the original's state, and builds.</summary>
    public async ValueTask RestoreAsync()
    {
        foreach (string source in Sources)
        {
            string text = await File.ReadAllTextAsync(Path.Combine(Original, source), TestContext.Current.CancellationToken);
            string copy = _folder.File(source);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            // The original imports the SDK of this repository by relative paths.
            await File.WriteAllTextAsync(copy, text.Replace("../../src/", $"{Repository.Root}/src/", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        }

        (await Project.BuildAsync()).Require();
    }

    /// <summary>Replaces a text that must be there.</summary>
    internal void Change(string source, string old, string replacement)
    {
        string path = _folder.File(source);
        string text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(old, replacement, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await Project.BuildAsync("-t:Clean");
        _folder.Dispose();
    }
}
