using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Edi.Sdk.Tests.Editors;
using Edi.Sdk.Tests.Harness;
using Edi.Tests;
using YamlDotNet.Serialization;

namespace Edi.Sdk.Tests;

/// <summary>What <c>dotnet new</c> makes of the packed templates, with a user's folder of their own.</summary>
public sealed class TemplateTests(TemplateTests.InstalledTemplates installed) : IClassFixture<TemplateTests.InstalledTemplates>
{
    private readonly InstalledTemplates _installed = installed;

    public static TheoryData<string, string, string, string> Boards => new()
    {
        { "generic-amd64", "amd64", "q35", "200_generic_efi" },
        { "generic-arm64", "arm64", "virt", "200_generic_efi" },
        { "raspberry-pi-3", "arm64", "raspi3b", "200_raspberry_pi" },
    };

    [Theory]
    [MemberData(nameof(Boards))]
    public async Task An_image_for_each_board_has_a_plan(string board, string architecture, string machine, string playbook)
    {
        using var project = _installed.NewProject();
        await InstalledTemplates.CreateAsync(project, "edi-image", "product", "--board", board);
        var plan = JsonNode.Parse((await project.RunAsync(
            "sh", "-c", "cd product && exec dotnet msbuild product.ediproj -restore -t:EdiShowPlan -p:EdiShowFormat=json -nologo -v:q")).Succeeded().Output)!.AsObject();
        Assert.Equal(
            ["EdiBootstrap", "EdiContainer", "EdiConfigure.100_machine", $"EdiConfigure.{playbook}", "EdiConfigure.300_product", "EdiConfigure.900_cleanup", "EdiImage"],
            plan.Select(step => step.Key).Where(step => step is not ("EdiNativeTwin" or "EdiReport" or "EdiLint")));
        string definition = await File.ReadAllTextAsync(project.PathOf("product/product.yml"), TestContext.Current.CancellationToken);
        Assert.StartsWith("# yaml-language-server: $schema=obj/edi.schema.json\n", definition, StringComparison.Ordinal);
        Assert.True(File.Exists(project.PathOf("product/obj/edi.schema.json")));
        Assert.Contains($"  architecture: {architecture}\n", definition, StringComparison.Ordinal);
        Assert.Contains($"type: {machine}\n", (await project.RunAsync("sh", "-c", "cd product && exec dotnet msbuild product.ediproj -t:EdiShowDefinition -nologo -v:q")).Succeeded().Output, StringComparison.Ordinal);
    }

    /// <summary>Of a name that no host could have.</summary>
    [Fact]
    public async Task Names_fit_where_they_stand()
    {
        using var project = _installed.NewProject();
        await InstalledTemplates.CreateAsync(project, "edi-image", "My_Product.2", "--board", "raspberry-pi-3");
        Assert.Contains("host_name: my-product-2\n", await File.ReadAllTextAsync(project.PathOf("My_Product.2/My_Product.2.yml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await InstalledTemplates.CreateAsync(project, "edi-component", "Acme.Greeter");
        Assert.Contains("acme_greeter_greeting: hello", await File.ReadAllTextAsync(project.PathOf("Acme.Greeter/definition.yml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("edi-image", "product.ediproj", ".gitignore", "plugins/playbooks/product/main.yml", "ssh_pub_keys/README.md")]
    [InlineData("edi-component", "product.ediproj", "definition.yml", "schema.json", "plugins/playbooks/product/main.yml")]
    [InlineData("edi-solution", "product.slnx", "base/base.ediproj", "product/product.ediproj", "gateway/gateway.csproj", "component/product.Greeting.ediproj", "tests/tests.csproj")]
    public async Task Each_template_makes_files_that_programs_can_read(string template, params string[] expected)
    {
        using var project = _installed.NewProject();
        await InstalledTemplates.CreateAsync(project, template, "product");
        string folder = project.PathOf("product");
        string[] files = [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file))];
        Assert.Empty(expected.Concat([".gitignore", ".vscode/tasks.json", "README.md"]).Except(files));
        Assert.DoesNotContain(files, file => Path.GetFileName(file).Equals("nuget.config", StringComparison.OrdinalIgnoreCase) || file.Contains(".template.config", StringComparison.Ordinal));
        Assert.All(files, file => Parse(Path.Combine(folder, file)));
        // Nothing of the template's own words is left.
        Assert.All(files, file => Assert.DoesNotMatch("EDI_SDK_VERSION|my-image|my-component|my_component|edi-product|my-host|ROOT_LABEL|BOARD_PACKAGE|#if|#endif", File.ReadAllText(Path.Combine(folder, file)) + file));
        Assert.Contains(files, file => File.ReadAllText(Path.Combine(folder, file)).Contains(SdkPackage.Version, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("edi-image", "build", "clean", "run", "test")]
    [InlineData("edi-component", "build", "clean", "pack")]
    [InlineData("edi-solution", "build", "clean", "run", "test")]
    public async Task The_tasks_of_an_editor_name_projects_that_are_there(string template, params string[] labels)
    {
        using var project = _installed.NewProject();
        await InstalledTemplates.CreateAsync(project, template, "product");
        string folder = project.PathOf("product");
        var tasks = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, ".vscode/tasks.json"), TestContext.Current.CancellationToken))!["tasks"]!.AsArray();
        Assert.Equal(labels, tasks.Select(task => (string?)task!["label"]));
        Assert.All(tasks, task =>
        {
            Assert.True(JsonNode.DeepEquals(EditorProblems.Matchers, task!["problemMatcher"]));
            string file = Assert.Single(task["args"]!.AsArray().Select(argument => (string)argument!), argument => argument.StartsWith('$'));
            Assert.True(File.Exists(file.Replace("${workspaceFolder}", folder, StringComparison.Ordinal)), file);
        });
    }

    [Fact]
    public async Task A_solution_names_all_of_its_projects_which_name_each_other()
    {
        using var project = _installed.NewProject();
        await InstalledTemplates.CreateAsync(project, "edi-solution", "product");
        string folder = project.PathOf("product");
        string[] projects = [.. Directory.GetFiles(folder, "*.*proj", SearchOption.AllDirectories)];
        Assert.Equal(
            projects.Order(),
            XDocument.Load(Path.Combine(folder, "product.slnx")).Descendants("Project").Select(entry => Path.Combine(folder, entry.Attribute("Path")!.Value)).Order());
        Assert.All(
            projects.SelectMany(file => XDocument.Load(file).Descendants("ProjectReference").Select(reference => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, reference.Attribute("Include")!.Value)))),
            reference => Assert.Contains(reference, projects));
        Assert.Equal("8e1b9c52-3d0f-4a86-9c57-6d2f1e7a40b3", XDocument.Load(Path.Combine(folder, "product.slnx")).Descendants("Project").First().Attribute("Type")!.Value);
        // The image stands on another one, so it has no bootstrap of its own.
        Assert.DoesNotContain("\nbootstrap:", await File.ReadAllTextAsync(Path.Combine(folder, "product/product.yml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("\nbootstrap:", await File.ReadAllTextAsync(Path.Combine(folder, "base/base.yml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_application_of_a_solution_answers_and_ends_when_it_is_told_to()
    {
        using var project = _installed.NewProject();
        await InstalledTemplates.CreateAsync(project, "edi-solution", "product");
        // Its runtime is not published here, since only the build of an image needs that.
        (await project.RunAsync("sh", "-c", "cd product/gateway && exec dotnet build -p:SelfContained=false -warnaserror")).Succeeded();
        Assert.Equal(
            $"{Environment.MachineName} 1.0.0",
            (await project.RunAsync(
                "bash", "-c",
                """
                dotnet product/gateway/bin/Debug/net10.0/gateway.dll >log &
                for attempt in $(seq 100); do
                  grep -q listens log && break
                  sleep 0.2
                done
                exec 3<>/dev/tcp/127.0.0.1/8080
                printf 'GET / HTTP/1.0\r\n\r\n' >&3
                answer=$(tail -n 1 <&3)
                kill -TERM $! && wait $! && printf '%s\n' "$answer"
                """)).Succeeded().Output.Trim());
    }

    /// <summary>As a user does it on the first day: create, build, test.</summary>
    [LongFact]
    public async Task The_image_of_a_template_builds_without_an_error_and_passes_its_checks()
    {
        using var project = _installed.NewProject();
        await InstalledTemplates.CreateAsync(project, "edi-image", "product", "--board", $"generic-{HostArchitecture.Debian}");
        string options = $"-p:EdiCacheDirectory={project.Cache} -p:EdiLint=true";
        var built = (await project.RunAsync("sh", "-c", $"cd product && exec dotnet build {options}")).Succeeded();
        // The known password is the one thing that it is warned of.
        Assert.Equal(["EDI4004"], built.Output.Split('\n').Where(line => line.Contains(": warning ", StringComparison.Ordinal)).Select(line => line.Split(": warning ")[1].Split(':')[0]).Distinct());
        Assert.True(File.Exists(project.PathOf("product/bin/Debug/product.img")));
        (await project.RunAsync("sh", "-c", $"cd product && exec dotnet test product.ediproj {options}")).Succeeded();
        (await project.RunAsync("sh", "-c", $"cd product && exec dotnet build -t:Clean {options}")).Succeeded();
    }

    private static void Parse(string file)
    {
        string text = File.ReadAllText(file);
        switch (Path.GetExtension(file))
        {
            case ".json":
                using (JsonDocument.Parse(text))
                {
                    break;
                }
            case ".yml":
                Assert.NotNull(new DeserializerBuilder().Build().Deserialize(text));
                break;
            case ".ediproj" or ".csproj" or ".slnx" or ".props":
                Assert.NotNull(XDocument.Parse(text).Root);
                break;
        }
    }

    /// <summary>The templates in the folder of a user who has no others.</summary>
    public sealed class InstalledTemplates : IAsyncLifetime
    {
        private readonly TemporaryFolder _home = new();

        public async ValueTask InitializeAsync()
        {
            SdkPackage.AddBoards();
            using var project = NewProject();
            (await project.DotnetAsync("new", "install", SdkPackage.Templates)).Succeeded();
        }

        public ValueTask DisposeAsync()
        {
            _home.Dispose();
            return ValueTask.CompletedTask;
        }

        internal TestProject NewProject() => new() { Variables = [$"DOTNET_CLI_HOME={_home.PathOf("home")}"] };

        internal static async Task CreateAsync(TestProject project, string template, string name, params string[] options) =>
            (await project.DotnetAsync(["new", template, "--name", name, .. options])).Succeeded();
    }
}
