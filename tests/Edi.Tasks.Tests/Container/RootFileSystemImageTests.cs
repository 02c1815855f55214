using Edi.Tasks.Container;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

/// <summary>The container is made of the image that the project's own command has left, and of no other one of that name.</summary>
public sealed class RootFileSystemImageTests : IDisposable
{
    private const string Name = "localhost/shared-name:latest";

    private static readonly ArtifactDefinition s_image = Commands.Output("edi_bootstrapped_rootfs", ArtifactKind.PodmanImage, Name);

    // Where Buildah can put an overlay; /tmp may be one.
    private readonly string _cache = Directory.CreateDirectory($"/var/tmp/edi-import-{Guid.NewGuid():N}").FullName;
    private readonly DefinitionFolder _folder = new();
    private readonly HostToolFixture _tools = new();

    private string InputDigest => Path.Combine(_cache, "EdiPreprocess.10_root.txt");

    public void Dispose()
    {
        Directory.Delete(_cache, recursive: true);
        _folder.Dispose();
        _tools.Dispose();
    }

    [Fact]
    public void Its_id_is_that_of_the_commands_digest()
    {
        File.WriteAllText(InputDigest, "other=0000\nedi_bootstrapped_rootfs=0123abcd\nafter.EdiReadDefinition=1\n");
        Assert.Equal(new ContainerImage("0123abcd"), RootFileSystemImage.Find(s_image, [Path.Combine(_cache, "none.txt"), InputDigest]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("edi_bootstrapped_rootfs=")]
    [InlineData("other=0000\n")]
    public void A_digest_that_does_not_tell_it_names_none(string digest)
    {
        File.WriteAllText(InputDigest, digest);
        Assert.Null(RootFileSystemImage.Find(s_image, [InputDigest]));
    }

    [Fact]
    public void An_image_that_took_the_name_since_is_not_taken()
    {
        SandboxFixture.SkipWithoutRange();
        Assert.SkipUnless(Podman.IsInstalled, "Podman is not installed.");
        var context = new StepContext(
            _folder.Read(DefinitionFolder.Bootstrap) with { RootFileSystem = s_image },
            new("/nowhere/my-image.ediproj", "Debug"), _cache, _tools.Log, _tools.Host, _tools.Token);
        string[] made = Make(context, (Name, "ours"), ("localhost/keeps-it:latest", ""), (Name, "theirs"));
        string digest = Path.Combine(_cache, "EdiContainer.txt");

        File.WriteAllText(InputDigest, $"edi_bootstrapped_rootfs={made[0]}\n");
        new ContainerImport(context).Run("", [InputDigest], digest);
        using (var sandbox = context.StartSandbox())
        {
            using var container = new BuildahEngine(sandbox, _cache).Create("looked-at", LayerDigest.Read(digest));
            Assert.Equal("ours\n", sandbox.Capture(EdiCodes.Internal, new ToolCommand("cat", container.RootDirectory + "/file")));
            sandbox.Complete();
        }

        File.WriteAllText(InputDigest, $"edi_bootstrapped_rootfs={new string('0', 64)}\n");
        var refused = Assert.Throws<EdiException>(() => new ContainerImport(context).Run("", [InputDigest], digest));
        Assert.Equal(EdiCodes.LayerMissing, refused.Problems[0].Code);
        using var last = context.StartSandbox();
        // An ordinary user could not.
        last.Require(EdiCodes.Internal, new ToolCommand("rm", "-rf", StoreSession.StoreBelow(_cache)));
    }

    /// <summary>Images of one file, of which one without a text is only another name of the one before it.</summary>
    private static string[] Make(StepContext context, params (string Name, string Text)[] images)
    {
        using var sandbox = context.StartSandbox();
        var engine = new BuildahEngine(sandbox, context.CacheDirectory);
        var made = new List<string>();
        foreach (var (name, text) in images)
        {
            using var container = text.Length == 0 ? engine.Create("made", new(made[^1])) : engine.CreateEmpty("made");
            sandbox.Require(EdiCodes.Internal, new ToolCommand("sh", "-euc", text.Length == 0 ? ":" : $"echo {text} >\"$1/file\"", "sh", container.RootDirectory));
            made.Add(container.Commit(name).Id);
        }

        sandbox.Complete();
        return [.. made];
    }
}
