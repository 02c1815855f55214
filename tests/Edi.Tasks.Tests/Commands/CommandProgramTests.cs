using System.Collections.Immutable;
using Edi.Tasks.Commands;
using Edi.Tasks.Definition;

namespace Edi.Tasks.Tests;

public sealed class CommandProgramTests : IDisposable
{
    private static readonly ImmutableDictionary<string, string> s_session = ImmutableDictionary<string, string>.Empty.Add("STORE", "ours");

    private readonly TemporaryFolder _folder = new();

    private string Script => _folder.At("command/my command.sh");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_script_is_a_program_of_its_templates_name_that_only_its_owner_reads()
    {
        Program(RootRequirement.None).Inside(s_session, root: null);
        Assert.Equal("#!/bin/sh\necho secret\n", File.ReadAllText(Script));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Script));
    }

    [Theory]
    [InlineData(RootRequirement.None, "")]
    [InlineData(RootRequirement.Unshare, "")]
    [InlineData(RootRequirement.Fakeroot, "fakeroot -- ")]
    internal void It_is_run_in_the_projects_folder(RootRequirement root, string wrapper)
    {
        var command = Program(root).Inside(s_session, "/root-of-container");
        Assert.Equal($"env --chdir=/project {wrapper}sh -c 'umask 022; \"$0\"' '{Script}'", command.ToString());
        Assert.Equal("ours", command.Environment["STORE"]);
    }

    [Theory]
    [InlineData(RootRequirement.None, "/root-of-container", null)]
    [InlineData(RootRequirement.Fakeroot, "/root-of-container", null)]
    [InlineData(RootRequirement.Unshare, "/root-of-container", "/root-of-container")]
    [InlineData(RootRequirement.Unshare, null, null)]
    internal void Only_who_asks_for_it_gets_the_containers_root(RootRequirement root, string? container, string? expected) =>
        Assert.Equal(expected, Program(root).Inside(s_session, container).Environment.GetValueOrDefault("edi_project_container_root"));

    [Fact]
    public void It_has_the_variables_of_the_project_and_before_these_those_of_the_store()
    {
        ImmutableArray<EnvironmentVariable> environment =
        [
            new("CHANNEL", "beta", IsSecret: false, Diagnostics.SourcePosition.None),
            new("STORE", "another", IsSecret: false, Diagnostics.SourcePosition.None),
            new("EDI_TEST_NOT_SET", null, IsSecret: false, Diagnostics.SourcePosition.None),
        ];
        var program = new CommandProgram(Commands.Of(RootRequirement.None) with { Path = "/plugins/a", Environment = environment }, "/project", _folder.Path);
        var inside = program.Inside(s_session, root: null).Environment;
        Assert.Equal(("beta", "ours"), (inside["CHANNEL"], inside["STORE"]));
        Assert.DoesNotContain("EDI_TEST_NOT_SET", inside.Keys);
        Assert.Equal("beta", program.Outside().Environment["CHANNEL"]);
    }

    [Fact]
    public void Outside_temporary_files_vanish_with_the_step()
    {
        var command = Program(RootRequirement.Real).Outside();
        Assert.Equal(_folder.Path, command.Environment["TMPDIR"]);
        Assert.Equal(_folder.Path, command.Environment["HOME"]);
        Assert.False(command.Environment.ContainsKey("STORE"));
    }

    private CommandProgram Program(RootRequirement root) => new(
        Commands.Of(root) with { Path = "/plugins/my command.sh", Script = "#!/bin/sh\necho secret\n" }, "/project", _folder.Path);
}
