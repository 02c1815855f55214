using Edi.Tasks.Definition;
using Edi.Tasks.Engines;
using Edi.Tasks.Incremental;
using Edi.Tasks.Lint;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

/// <summary>The whole step on layers of a few files, in Buildah's store.</summary>
public sealed class ImageLintTests : IDisposable
{
    // Where Buildah can put an overlay; /tmp may be one.
    private readonly string _cache = Directory.CreateDirectory($"/var/tmp/edi-lint-{Guid.NewGuid():N}").FullName;
    private readonly DefinitionFolder _folder = new();
    private readonly HostToolFixture _tools = new();

    public void Dispose()
    {
        Directory.Delete(_cache, recursive: true);
        _folder.Dispose();
        _tools.Dispose();
    }

    [Fact]
    public void Each_finding_names_the_step_that_left_it_and_the_parameter_that_said_it()
    {
        SandboxFixture.SkipWithoutRange();
        const string hash = "$6$edi.pi3.example$6OZNHFmSEjqkN.OEHoB43w9kmlh7vcVbw7JGxpriholX5n8gHqDNEvRhsdsTF450kKEl8bKczzrkcKY633mT40";
        _folder.WriteToProject("plugins/p.yml");
        var context = new StepContext(
            _folder.Read(DefinitionFolder.Bootstrap + $"playbooks: {{10_user: {{path: p.yml, parameters: {{secret: {hash}}}}}, 20_more: {{path: p.yml}}}}\n"),
            new("/nowhere/my-image.ediproj", "Debug"), _cache, _tools.Log, _tools.Host, _tools.Token);
        (string Step, string Digest)[] layers = [.. new[] { "EdiContainer", "EdiConfigure.10_user", "EdiConfigure.20_more" }.Select(step => (step, Path.Combine(_cache, "digest", step + ".txt")))];
        Make(context, layers,
            "mkdir etc; echo root:x:0:0::/root:/bin/sh >etc/passwd; echo root:x:0: >etc/group; echo 'root:*:1:' >etc/shadow; chmod 777 etc; echo /dev/sda1 / ext4 >etc/fstab",
            $"echo 'pi:{hash}:1:' >>etc/shadow; mkdir srv; touch srv/file; chmod 666 srv/file",
            "echo 'later:*:1:' >>etc/shadow; touch etc/more; cp /usr/bin/true helper; chmod 4755 helper");

        string report = Path.Combine(_cache, "lint.json");
        string digest = Path.Combine(_cache, "digest/EdiLint.txt");
        new ImageLint(context).Run([.. layers], report, digest);
        Assert.Equal(
            [
                "EDI4004 /etc/shadow EdiConfigure.10_user secret",
                "EDI4006 /etc EdiContainer ",
                "EDI4006 /srv/file EdiConfigure.10_user ",
                "EDI4007 /helper EdiConfigure.20_more ",
                "EDI4013 /etc/fstab EdiContainer ",
            ],
            LintReport.Read(report).Select(finding => $"{finding.Code} {finding.Path} {finding.Step} {finding.Parameter}"));
        Assert.Contains(FileTree.Digest(report), File.ReadAllText(digest), StringComparison.Ordinal);
        // The commands that this test runs itself have it.
        Assert.DoesNotContain(hash, string.Concat(_tools.Details.Concat(_tools.Shown).Where(line => !line.StartsWith("+ sh -euc", StringComparison.Ordinal))), StringComparison.Ordinal);
        using var sandbox = context.StartSandbox();
        Assert.Null(new BuildahEngine(sandbox, _cache).FindContainer(context.Names.Container(StepNames.Lint)));
        // An ordinary user could not.
        sandbox.Require(Diagnostics.EdiCodes.Internal, new ToolCommand("rm", "-rf", StoreSession.StoreBelow(_cache)));
    }

    private static void Make(StepContext context, (string Step, string Digest)[] layers, params string[] scripts)
    {
        using var sandbox = context.StartSandbox();
        var engine = new BuildahEngine(sandbox, context.CacheDirectory);
        ContainerImage? last = null;
        foreach (var ((step, digest), script) in layers.Zip(scripts))
        {
            string name = context.Names.Container(step);
            using var container = last is null ? engine.CreateEmpty(name) : engine.Create(name, last);
            sandbox.Require(Diagnostics.EdiCodes.Internal, new ToolCommand("sh", "-euc", $"cd \"$1\"; {script}", "sh", container.RootDirectory));
            last = container.Commit(context.Names.Image(step));
            Directory.CreateDirectory(Path.GetDirectoryName(digest)!);
            LayerDigest.Write(digest, last);
        }

        sandbox.Complete();
    }
}
