using System.Globalization;
using Edi.Tasks.Bootstrap.Resolve;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

/// <summary>A resolution with the real mmdebstrap and apt, of archives on this machine.</summary>
public sealed class PackageResolutionTests : IDisposable
{
    private static readonly string s_host = DebianArchitecture.Host.Name;

    private readonly DefinitionFolder _folder = new();
    private readonly HostToolFixture _tools = new();
    private readonly PackageArchive _archive = new();

    public PackageResolutionTests() => SandboxFixture.SkipWithoutRange();

    public void Dispose()
    {
        _archive.Dispose();
        _tools.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_can_be_installed_leaves_the_lists_for_the_bootstrap()
    {
        _archive.Add("local", s_host, "main", "base Essential: yes", "app Depends: lib", "lib");
        var resolved = Resolve($"mirrors: {{uri: '{_archive.Uri}', unsigned: true}}", "additional_packages: app");
        Assert.Equal(resolved, ResolvedPackages.Read(_tools.Folder.At("resolution")));
        Assert.Equal(["app", "base", "lib"], PackageLists.Names(resolved.Lists).Order(StringComparer.Ordinal));
        Assert.NotNull(ReleaseFile.Find(resolved.Lists, _archive.Uri, "local"));
        Assert.Empty(Directory.GetFileSystemEntries(_tools.Folder.At("cache/tmp")));
    }

    [Fact]
    public void All_that_is_wrong_with_the_packages_comes_at_once()
    {
        _archive.Add("local", s_host, "main", "base Essential: yes", "app Depends: lib (>= 2); Provides: tool", "other Provides: tool", "lib", "left Conflicts: right", "right", "python3")
            .Add("local", s_host, "extra", "firmware");
        Assert.Equal(
            [
                "4:25 EDI2008 The package 'app' cannot be installed: it depends on lib (>= 2), but 1 is to be installed.",
                "4:30 EDI2006 No mirror has the package 'pyhton3'.",
                "4:39 EDI2006 No mirror has the package 'firmware'.",
                "4:49 EDI2006 'tool' is no package, but what several packages provide.",
            ],
            Problems($"mirrors: {{uri: '{_archive.Uri}', unsigned: true}}", "additional_packages: [app, pyhton3, firmware, tool]")
                .Select(problem => problem.Replace($" for {s_host} in local (main)", "", StringComparison.Ordinal))
                .Select(problem => problem.Replace("but it is not going to be installed", "but 1 is to be installed", StringComparison.Ordinal)));
        Assert.Contains("Did you mean 'python3'?", _last!.Message, StringComparison.Ordinal);
        Assert.Contains("It is in the component 'extra': add that to 'components'.", _last.Message, StringComparison.Ordinal);
        Assert.Contains("Name one of them in its place: other, app.", _last.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_tools.Folder.At("resolution")));
    }

    [Fact]
    public void Packages_that_exclude_each_other_are_told()
    {
        _archive.Add("local", s_host, "main", "base Essential: yes", "left Conflicts: right", "right");
        Assert.Equal(["4:25 EDI2008 The package 'left' cannot be installed: it conflicts with right, but 1 is to be installed."], Problems($"mirrors: {{uri: '{_archive.Uri}', unsigned: true}}", "additional_packages: [left, right]"));
    }

    [Fact]
    public void A_suite_that_an_archive_by_http_does_not_have_is_told_with_the_nearest_one()
    {
        string address = _archive.Add("locale", s_host, "main", "base").Serve();
        Assert.Equal([$"2:10 EDI2007 The mirror '{address}' has no suite 'local'."], Problems($"mirrors: {address}"));
        Assert.EndsWith("Did you mean 'locale'? It has locale.", _last!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "is no archive of packages: it has neither the suite 'local' nor another known one.")]
    [InlineData(401, "refuses access ('401 Unauthorized').")]
    [InlineData(503, "does not work ('503 Service Unavailable').")]
    public void An_archive_by_http_that_gives_nothing_is_told_with_its_answer(int status, string expected)
    {
        string address = _archive.Serve(status);
        Assert.Equal([$"3:12 EDI2007 The mirror '{address}' {expected}"], Problems($"mirrors: {address}"));
    }

    [Fact]
    public void An_unsigned_archive_and_one_for_another_architecture_are_told()
    {
        string other = s_host == "amd64" ? "arm64" : "amd64";
        _archive.Add("local", other, "main", "base");
        Assert.Equal([$"3:12 EDI2007 The mirror '{_archive.Uri}' has no signature for its suite 'local'."], Problems($"mirrors: '{_archive.Uri}'"));
        Assert.Equal([$"2:10 EDI2007 The mirror '{_archive.Uri}' has no packages for {s_host} in its suite 'local'."], Problems($"mirrors: {{uri: '{_archive.Uri}', unsigned: true}}"));
    }

    [Fact]
    public void A_keyring_that_has_gone_is_told_where_it_is_named()
    {
        string keys = _folder.WriteToProject("keys.gpg");
        File.WriteAllBytes(keys, Keyring.Of());
        var definition = Read("keyring: keys.gpg");
        File.Delete(keys);
        Assert.Equal([$"3:12 EDI2004 The keyring '{keys}' cannot be read: Could not find file '{keys}'."], Problems(definition));
    }

    private EdiException? _last;

    private ImageDefinition Read(params string[] lines) => _folder.Read("bootstrap:\n  suite: local\n" + string.Concat(lines.Select(line => $"  {line}\n")) + DefinitionFolder.Image);

    private ResolvedPackages Resolve(params string[] lines) => Resolve(Read(lines));

    private ResolvedPackages Resolve(ImageDefinition definition)
    {
        Directory.CreateDirectory(_tools.Folder.At("cache"));
        var context = new StepContext(definition, new ContainerNames(_folder.DefinitionFile, "Debug"), _tools.Folder.At("cache"), _tools.Log, _tools.Host, TestContext.Current.CancellationToken);
        return new PackageResolution(context, "", _tools.Folder.At("resolution")).Run();
    }

    private string[] Problems(params string[] lines) => Problems(Read(lines));

    /// <returns>The first sentence of each problem.</returns>
    private string[] Problems(ImageDefinition definition)
    {
        _last = Assert.Throws<EdiException>(() => Resolve(definition));
        return [.. _last.Problems.Select(problem => string.Create(CultureInfo.InvariantCulture, $"{problem.Position!.Line}:{problem.Position.Column} {problem.Code.Id} {problem.Message.Split(". ")[0].TrimEnd('.')}."))];
    }
}
