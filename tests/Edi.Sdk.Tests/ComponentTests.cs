using System.IO.Compression;
using Edi.Sdk.Tests.Changes;
using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>Components as docs/components.md shows them: the page's files and commands, with the packed SDK and an empty folder of packages.</summary>
public sealed class ComponentTests : IDisposable
{
    private static readonly DocumentationPage s_page = new("docs/components.md", SdkPackage.Version);

    private readonly TestProject _workspace = new();

    public ComponentTests()
    {
        _workspace.Write(
            "nuget.config",
            $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{_workspace.PathOf("packages")}" /></config>
              <packageSources><clear /><add key="sdk" value="{SdkPackage.Feed}" /><add key="feed" value="feed" /></packageSources>
            </configuration>
            """);
        _workspace.Write("Directory.Build.props", $"<Project><PropertyGroup><EdiCacheDirectory>{_workspace.Cache}</EdiCacheDirectory></PropertyGroup></Project>");
        Directory.CreateDirectory(_workspace.PathOf("feed"));
        _workspace.Write("my-board/My.Board.ediproj", OfPage("EdiProjectKind"));
        _workspace.Write("my-board/schema.json", OfPage("\"properties\""));
        _workspace.Write("my-board/lint.yml", OfPage("rules:"));
        _workspace.Write("my-board/definition.yml", "playbooks:\n  200_board: {path: playbooks/board/main.yml, parameters: {my_board_console: tty1}}\n  300_last: {path: playbooks/last/main.yml}\n");
        _workspace.Write("my-board/plugins/playbooks/board/main.yml", Playbook("    - role: console"));
        _workspace.Write("my-board/plugins/playbooks/last/main.yml", Playbook("    - role: last"));
        _workspace.Write("my-board/plugins/roles/console/tasks/main.yml", Task("/etc/my-board.conf", "console={{ my_board_console }}"));
        _workspace.Write("my-board/plugins/roles/last/tasks/main.yml", Task("/etc/last", "1"));
        _workspace.Write("my-board/plugins/roles/unused/tasks/main.yml", "[]\n");
        WriteImage("<PackageReference Include=\"My.Board\" Version=\"1.0.0\" />");
        _workspace.Write("image/image.yml", "bootstrap: {suite: trixie, variant: minbase, additional_packages: [python3]}\nplaybooks: {100_first: {path: playbooks/first.yml}}\n");
        _workspace.Write("image/plugins/playbooks/first.yml", "- hosts: edi\n  gather_facts: false\n  tasks: []\n");
    }

    public void Dispose() => _workspace.Dispose();

    [LongFact]
    public async Task A_newer_version_reruns_just_the_steps_that_use_its_changed_files()
    {
        foreach (string command in CommandsOfPage("dotnet build my-board"))
        {
            (await RunAsync(command)).Succeeded();
        }

        Assert.Empty(await BuildAsync());

        // Nothing that a step uses: not even the version is an input.
        _workspace.Write("my-board/plugins/roles/unused/tasks/main.yml", "[{debug: {msg: nobody}}]\n");
        _workspace.Write("my-board/README.md", "# More\n");
        await UpgradeAsync(CommandsOfPage("dotnet pack my-board/My.Board.ediproj -o feed -p:").Single(), "1.0.0", "1.1.0");
        Assert.Empty(await BuildAsync());

        // A role of the last playbook.
        _workspace.Write("my-board/plugins/roles/last/tasks/main.yml", Task("/etc/last", "2"));
        await UpgradeAsync("dotnet pack my-board/My.Board.ediproj -o feed -p:Version=1.2.0", "1.1.0", "1.2.0");
        Assert.Equal(["EdiConfigure.300_last: $COMPONENT:My.Board/roles/last/tasks/main.yml changed"], await BuildAsync());

        // One of the first of its two.
        _workspace.Write("my-board/plugins/roles/console/tasks/main.yml", Task("/etc/my-board.conf", "console=none"));
        await UpgradeAsync("dotnet pack my-board/My.Board.ediproj -o feed -p:Version=1.3.0", "1.2.0", "1.3.0");
        var built = await RunAsync($"{Build} -bl:build.binlog");
        Assert.Contains("EDI4020: /etc/my-board.conf: Nothing in it matches '^console=tty'. Without it nobody sees the boot.", built.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["EdiConfigure.200_board: $COMPONENT:My.Board/roles/console/tasks/main.yml changed", "EdiConfigure.300_last: the result of EdiConfigure.200_board changed"],
            BuildLog.ReadSteps(_workspace.PathOf("build.binlog")).Select(step => step.ToString()));

        (await RunAsync("dotnet build image/image.ediproj -t:Clean")).Succeeded();
        Assert.Equal(["EdiBootstrap", "EdiContainer", "EdiConfigure.100_first", "EdiConfigure.200_board", "EdiConfigure.300_last"], (await BuildAsync()).Select(step => step.Split(':')[0]));
        (await RunAsync("dotnet build image/image.ediproj -t:Clean")).Succeeded();
    }

    [Fact]
    public async Task Central_versions_lock_files_and_components_of_components_work()
    {
        _workspace.Write("my-kernel/My.Kernel.ediproj", OfPage("EdiProjectKind"));
        _workspace.Write("my-kernel/plugins/roles/console/tasks/main.yml", "[]\n");
        _workspace.Write("Directory.Packages.props", "<Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup><ItemGroup><PackageVersion Include=\"My.Board\" Version=\"1.0.0\" /><PackageVersion Include=\"My.Kernel\" Version=\"1.0.0\" /></ItemGroup></Project>");
        _workspace.Replace("my-board/My.Board.ediproj", "</Project>", "<ItemGroup><PackageReference Include=\"My.Kernel\" /></ItemGroup></Project>");
        (await RunAsync("dotnet pack my-kernel/My.Kernel.ediproj -o feed")).Succeeded();
        (await RunAsync("dotnet pack my-board/My.Board.ediproj -o feed")).Succeeded();
        WriteImage("<PackageReference Include=\"My.Board\" />");
        const string lockFile = "-p:RestorePackagesWithLockFile=true";
        Assert.Equal("My.Board My.Kernel", await ComponentsAsync(lockFile));
        Assert.Contains("\"My.Kernel\"", await File.ReadAllTextAsync(_workspace.PathOf("image/packages.lock.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        (await RunAsync($"dotnet restore image/image.ediproj {lockFile} -p:RestoreLockedMode=true")).Succeeded();
        _workspace.Replace("Directory.Packages.props", "Include=\"My.Kernel\" Version=\"1.0.0\"", "Include=\"My.Kernel\" Version=\"1.0.1\"");
        (await RunAsync("dotnet pack my-kernel/My.Kernel.ediproj -o feed -p:Version=1.0.1")).Succeeded();
        _workspace.Replace("image/image.ediproj", "<PackageReference Include=\"My.Board\" />", "<PackageReference Include=\"My.Board\" /><PackageReference Include=\"My.Kernel\" />");
        (await RunAsync($"dotnet restore image/image.ediproj {lockFile} -p:RestoreLockedMode=true")).FailedWith("NU1004");
    }

    [LongFact]
    public async Task A_project_is_a_component_like_its_package_also_in_a_graph()
    {
        _workspace.Write("my-kernel/My.Kernel.ediproj", OfPage("EdiProjectKind"));
        _workspace.Write("my-kernel/plugins/roles/console/tasks/main.yml", "[]\n");
        _workspace.Replace("my-board/My.Board.ediproj", "</Project>", "<ItemGroup><ProjectReference Include=\"../my-kernel/My.Kernel.ediproj\" /></ItemGroup></Project>");
        WriteImage("<ProjectReference Include=\"../my-board/My.Board.ediproj\" />");
        Assert.Equal("My.Board My.Kernel", await ComponentsAsync());
        (await RunAsync("dotnet msbuild image/image.ediproj -graph -isolate -t:EdiReadDefinition -v:m")).Succeeded();
        (await RunAsync("dotnet pack my-board/My.Board.ediproj -o feed")).Succeeded();
        (await RunAsync("dotnet pack my-kernel/My.Kernel.ediproj -o feed")).Succeeded();
        WriteImage("");
        (await _workspace.DotnetAsync("add", "image/image.ediproj", "package", "My.Board")).Succeeded();
        Assert.Equal("My.Board My.Kernel", await ComponentsAsync());
    }

    [Fact]
    public async Task It_is_cleaned_rebuilt_and_part_of_a_solution_like_any_project()
    {
        WriteImage("");
        (await RunAsync("dotnet build my-board/My.Board.ediproj -t:Rebuild")).Succeeded();
        (await RunAsync("dotnet build my-board/My.Board.ediproj -t:Clean")).Succeeded();
        // What is gone is in no package any more.
        const string pack = "dotnet pack my-board/My.Board.ediproj -o feed";
        _workspace.Write("my-board/plugins/key.pem", "secret");
        (await RunAsync(pack)).Succeeded();
        Assert.Contains("edi/plugins/key.pem", await PackedAsync());
        File.Delete(_workspace.PathOf("my-board/plugins/key.pem"));
        (await RunAsync(pack)).Succeeded();
        Assert.DoesNotContain("edi/plugins/key.pem", await PackedAsync());
        // There is nothing to pack of an image in a solution, and nothing to test or publish of a component, and that is no mistake.
        (await _workspace.DotnetAsync("new", "sln", "--name", "all")).Succeeded();
        (await _workspace.DotnetAsync("sln", "all.slnx", "add", "my-board/My.Board.ediproj", "image/image.ediproj")).Succeeded();
        (await RunAsync("dotnet pack all.slnx")).Succeeded();
        (await RunAsync("dotnet test my-board/My.Board.ediproj")).Succeeded();
        (await RunAsync("dotnet publish my-board/My.Board.ediproj")).Succeeded();
    }

    [Fact]
    public async Task A_base_keeps_its_components()
    {
        _workspace.Write("my-kernel/My.Kernel.ediproj", OfPage("EdiProjectKind"));
        _workspace.Write("my-kernel/plugins/roles/console/tasks/main.yml", "[]\n");
        (await RunAsync("dotnet pack my-kernel/My.Kernel.ediproj -o feed")).Succeeded();
        _workspace.Replace("my-board/My.Board.ediproj", "</Project>", "<ItemGroup><PackageReference Include=\"My.Kernel\" Version=\"1.0.0\" /></ItemGroup></Project>");
        WriteImage("<ProjectReference Include=\"../my-board/My.Board.ediproj\" />");
        _workspace.Write("variant/variant.ediproj", $"<Project Sdk=\"Edi.Sdk/{SdkPackage.Version}\"><ItemGroup><ProjectReference Include=\"../image/image.ediproj\" /></ItemGroup></Project>\n");
        _workspace.Write("variant/variant.yml", "playbooks: {}\n");
        Assert.Equal("", await ComponentsOfAsync("variant"));
        Assert.Equal("My.Board My.Kernel", await ComponentsAsync());
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_with_its_code()
    {
        (await RunAsync("dotnet build my-board/My.Board.ediproj -t:EdiReadDefinition")).FailedWith("EDI0016");
        WriteImage("");
        (await RunAsync("dotnet build image/image.ediproj -t:EdiReadDefinition -p:EdiProjectKind=Board")).FailedWith("EDI0016");
        (await RunAsync("dotnet pack image/image.ediproj --no-restore")).FailedWith("EDI0004");
        WriteImage("<EdiComponent Include=\"../nowhere\" />");
        (await RunAsync("dotnet build image/image.ediproj -t:EdiReadDefinition")).FailedWith("EDI0015");
        WriteImage("<ProjectReference Include=\"../my-board/My.Board.ediproj\" />");
        _workspace.Replace("my-board/My.Board.ediproj", "[0.0, )", "[99.0, )");
        (await RunAsync("dotnet build image/image.ediproj -t:EdiReadDefinition")).FailedWith("error EDI0014: The component 'My.Board 1.0.0' works with the versions [99.0, ) of Edi.Sdk");
        _workspace.Replace("my-board/My.Board.ediproj", "[99.0, )", "[0.0, )");
        _workspace.Write("image/image.yml", "bootstrap: {suite: trixie}\nplaybooks:\n  200_board:\n    parameters: {my_board_consol: tty2}\n");
        (await RunAsync("dotnet build image/image.ediproj -t:EdiReadDefinition")).FailedWith("image.yml(4,18,4,33): error EDI1002: 'my_board_consol' is not a key of the parameters of playbook '200_board'. Did you mean 'my_board_console'?");
        _workspace.Replace("my-board/My.Board.ediproj", "</Project>", "<ItemGroup><EdiComponent Include=\"../common\" /></ItemGroup></Project>");
        (await RunAsync("dotnet build my-board/My.Board.ediproj")).FailedWith("error EDI0018: The component My.Board uses the folder");
        _workspace.Replace("my-board/My.Board.ediproj", "<ItemGroup><EdiComponent Include=\"../common\" /></ItemGroup>", "");
        _workspace.Write("my-board/definition.yml", "playbooks:\n  200_board: {path: playbooks/nowhere.yml}\n");
        (await RunAsync("dotnet build my-board/My.Board.ediproj")).FailedWith("definition.yml(2,21,2,42): error EDI1006");
        _workspace.Write("my-board/definition.yml", "playbooks: {}\n");
        _workspace.Write("my-board/lint.yml", "rules: {console: {path: etc, message: Mend it.}}\n");
        (await RunAsync("dotnet build my-board/My.Board.ediproj")).FailedWith("lint.yml(1,25,1,28): error EDI1005");
    }

    private static string Build => CommandsOfPage("dotnet build my-board")[^1];

    /// <summary>The block of the page that has a text.</summary>
    private static string OfPage(string text) => s_page.Blocks.Single(block => block.Contains(text, StringComparison.Ordinal));

    private static string[] CommandsOfPage(string first) => OfPage(first).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Playbook(string role) => $"- hosts: edi\n  gather_facts: false\n  roles:\n{role}\n";

    private static string Task(string file, string content) =>
        $"- name: Write {file}\n  ansible.builtin.copy:\n    dest: {file}\n    mode: \"0644\"\n    content: \"{content}\\n\"\n";

    private void WriteImage(string item) =>
        _workspace.Write("image/image.ediproj", $"<Project Sdk=\"Edi.Sdk/{SdkPackage.Version}\"><ItemGroup>{item}</ItemGroup></Project>\n");

    private async Task UpgradeAsync(string pack, string old, string version)
    {
        (await RunAsync(pack)).Succeeded();
        _workspace.Replace("image/image.ediproj", old, version);
    }

    /// <summary>The steps that a build of the image runs, each with its reason.</summary>
    private async Task<string[]> BuildAsync()
    {
        (await RunAsync($"{Build} -bl:build.binlog")).Succeeded();
        return [.. BuildLog.ReadSteps(_workspace.PathOf("build.binlog")).Select(step => step.ToString())];
    }

    private async Task<string[]> PackedAsync()
    {
        await using var package = await ZipFile.OpenReadAsync(_workspace.PathOf("feed/My.Board.1.0.0.nupkg"), TestContext.Current.CancellationToken);
        return [.. package.Entries.Select(entry => entry.FullName)];
    }

    private Task<string> ComponentsAsync(params string[] arguments) => ComponentsOfAsync("image", arguments);

    private async Task<string> ComponentsOfAsync(string image, params string[] arguments)
    {
        (await RunAsync($"dotnet build {image}/{image}.ediproj -t:EdiReadDefinition {string.Join(' ', arguments)}")).Succeeded();
        string definition = await File.ReadAllTextAsync(_workspace.PathOf($"{image}/obj/{image}/Debug/definition.json"), TestContext.Current.CancellationToken);
        var components = System.Text.Json.Nodes.JsonNode.Parse(definition)!["Plugins"]!["Components"]!.AsArray();
        return string.Join(' ', components.Select(component => (string)component!["Name"]!));
    }

    private Task<CommandOutcome> RunAsync(string command) => _workspace.RunAsync([.. command.Split(' '), "-tl:off"]);
}
