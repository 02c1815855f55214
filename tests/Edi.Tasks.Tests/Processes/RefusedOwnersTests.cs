using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

/// <summary>A sandbox has the users and groups 0 to 65535, and programs say in their own words that they wanted another one.</summary>
public sealed class RefusedOwnersTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly RefusedOwners _owners = new();

    [Theory]
    [InlineData("tar: ./srv/file: Cannot change ownership to uid 70000, gid 70000: Invalid argument")]
    [InlineData("chown: changing ownership of '/srv/file': Invalid argument")]
    [InlineData("fatal: [box]: FAILED! => {\"changed\": false, \"msg\": \"chown failed: [Errno 22] Invalid argument: b'/srv/file'\"}")]
    [InlineData("dpkg: error processing archive x.deb (--unpack): error setting ownership of './srv/file': Invalid argument")]
    [InlineData("cp: failed to preserve ownership for '/srv/file': Invalid argument")]
    [InlineData("Error: potentially insufficient UIDs or GIDs available in user namespace (requested 70000:70000 for /srv/file): lchown /srv/file: invalid argument")]
    public void A_failure_after_such_a_line_has_this_reason(string line)
    {
        _owners.Look("Unpacking x");
        _owners.Look(line);
        var problem = _owners.Explain(new(EdiCodes.EngineFailed, "'tar' ended with exit code 2.")).Problems.Single();
        Assert.Equal("EDI3011", problem.Code.Id);
        Assert.StartsWith("'tar' ended with exit code 2. A file cannot be given", problem.Message, StringComparison.Ordinal);
        Assert.Contains("/srv/file", problem.Message, StringComparison.Ordinal);
        Assert.True(_owners.Warning!.IsWarning);
    }

    [Theory]
    [InlineData("mount: /srv: invalid argument")]
    [InlineData("chown: changing ownership of '/srv/file': Operation not permitted")]
    [InlineData("shutdown: invalid argument")]
    public void Another_failure_keeps_its_own(string line)
    {
        _owners.Look(line);
        var failure = new EdiException(EdiCodes.EngineFailed, "'tar' ended with exit code 2.");
        Assert.Same(failure, _owners.Explain(failure));
        Assert.Null(_owners.Warning);
    }

    [Fact]
    public void The_kernel_refuses_such_an_owner_and_the_log_tells_of_which_file()
    {
        SandboxFixture.SkipWithoutRange();
        string archive = Path.Combine(fixture.Sandbox.ScratchDirectory, "archive.tar");
        fixture.Sandbox.Require(EdiCodes.EngineFailed, new ToolCommand("tar", "--create", "--file", archive, "--owner=70000", "--group=0", "--directory=/etc", "hostname"));
        var failure = Assert.Throws<EdiException>(() => fixture.Sandbox.Require(
            EdiCodes.EngineFailed, new ToolCommand("tar", "--extract", "--file", archive, "--numeric-owner", "--directory", fixture.Sandbox.ScratchDirectory)));
        var problem = fixture.Tools.Log.Explain(failure).Problems.Single();
        Assert.Equal(EdiCodes.IdOutOfRange, problem.Code);
        Assert.Contains("hostname: Cannot change ownership to uid 70000", problem.Message, StringComparison.Ordinal);
    }
}
