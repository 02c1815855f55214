using System.Collections.Immutable;
using Edi.Sdk.Tests.Changes;
using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>
/// A solution as the templates make it (base image, component, application, tests), with a second variant on the same base, in the
/// packages' form and with an empty cache of NuGet. After each change, exactly the steps of exactly the projects run that it concerns.
/// </summary>
public sealed class SolutionTests(TemplateTests.InstalledTemplates installed) : IClassFixture<TemplateTests.InstalledTemplates>
{
    private const string First = "product", Second = "second";

    // The steps of a variant from its last ones on.
    private static readonly ImmutableArray<string> s_application = ["EdiApplication.gateway", "EdiImage"];
    private static readonly ImmutableArray<string> s_product = ["EdiConfigure.600_product", "EdiConfigure.900_cleanup", .. s_application];
    private static readonly ImmutableArray<string> s_component = ["EdiConfigure.500_greeting", .. s_product];
    private static readonly ImmutableArray<string> s_board = ["EdiConfigure.200_generic_efi", .. s_component];

    [LongFact]
    public async Task A_change_runs_what_it_concerns()
    {
        using var project = installed.NewProject();
        await CreateAsync(project);
        var built = await BuildAsync(project);
        Assert.Equal(["EdiBootstrap", "EdiContainer", "EdiConfigure.100_machine"], built["base"]);
        Assert.All([First, Second], variant => Assert.Equal(["EdiContainer", .. s_board], built[variant]));
        foreach (var (name, change, expected) in Changes(project))
        {
            change();
            var steps = await BuildAsync(project);
            Assert.True(Show(expected) == Show(steps), $"{name}\nexpected:\n{Show(expected)}\nrun:\n{Show(steps)}");
        }

        (await project.RunAsync("sh", "-c", $"cd product && exec dotnet build product.slnx -t:Clean -p:EdiCacheDirectory={project.Cache}")).Succeeded();
    }

    [LongFact]
    public async Task Its_tests_boot_the_image_and_call_the_application()
    {
        using var project = installed.NewProject();
        await CreateAsync(project);
        var outcome = (await project.RunAsync("sh", "-c", $"cd product && exec dotnet test product.slnx -p:EdiCacheDirectory={project.Cache}")).Succeeded();
        Assert.Contains("Passed:     3", outcome.Output, StringComparison.Ordinal);
        (await project.RunAsync("sh", "-c", $"cd product && exec dotnet build product.slnx -t:Clean -p:EdiCacheDirectory={project.Cache}")).Succeeded();
    }

    private static (string Name, Action Change, ImmutableSortedDictionary<string, ImmutableArray<string>> Expected)[] Changes(TestProject project) =>
    [
        ("nothing", () => { }, Steps([], [], [])),
        ("a source file has another time", () => File.SetLastWriteTimeUtc(project.PathOf("product/gateway/Program.cs"), DateTime.UtcNow), Steps([], [], [])),
        ("the application answers otherwise", () => project.Replace("product/gateway/Program.cs", "listens on port 8080.", "listens on port 8080 now."), Steps([], s_application, s_application)),
        ("the application brings a unit of its own", () => project.Write("product/gateway/gateway.service", "[Service]\nExecStart=/opt/gateway/gateway\n[Install]\nWantedBy=multi-user.target\n"), Steps([], s_application, s_application)),
        ("the playbook of one variant", () => Append(project, "product/product/plugins/playbooks/product/main.yml", "# changed\n"), Steps([], s_product, [])),
        ("the disk of one variant", () => Append(project, "product/second/second.yml", "\nimage: {partitions: {20_root: {free_space: 300MiB}}}\n"), Steps([], [], ["EdiImage"])),
        ("the playbook of the component", () => Append(project, "product/component/plugins/playbooks/greeting/main.yml", "# changed\n"), Steps([], s_component, s_component)),
        ("a parameter that the component sets", () => project.Replace("product/component/definition.yml", "greeting_text: Welcome.", "greeting_text: Hello."), Steps([], s_component, s_component)),
        ("what a parameter may be", () => project.Replace("product/component/schema.json", "\"minLength\": 1", "\"minLength\": 2"), Steps([], [], [])),
        ("one variant leaves the component's playbook out", () => project.Replace("product/second/second.yml", "playbooks:\n", "playbooks:\n  500_greeting: {skip: true}\n"), Steps([], [], s_product)),
        ("a test", () => Append(project, "product/tests/ImageTests.cs", "// changed\n"), Steps([], [], [])),
        ("the base's time zone", () => project.Replace("product/base/base.yml", "time_zone: Etc/UTC", "time_zone: Europe/Zurich"), Steps(["EdiConfigure.100_machine"], ["EdiContainer", .. s_board], ["EdiContainer", "EdiConfigure.200_generic_efi", .. s_product])),
    ];

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> Steps(ImmutableArray<string> ofBase, ImmutableArray<string> ofFirst, ImmutableArray<string> ofSecond) =>
        new[] { ("base", ofBase), (First, ofFirst), (Second, ofSecond) }.Where(steps => !steps.Item2.IsEmpty).ToImmutableSortedDictionary(steps => steps.Item1, steps => steps.Item2);

    private static string Show(ImmutableSortedDictionary<string, ImmutableArray<string>> steps) =>
        string.Concat(steps.Select(project => $"  {project.Key}: {string.Join(", ", project.Value)}\n"));

    private static void Append(TestProject project, string file, string text) => project.Write(file, File.ReadAllText(project.PathOf(file)) + text);

    private static async Task CreateAsync(TestProject project)
    {
        project.UsePublicPackages(project.PathOf("packages"));
        SdkPackage.AddTesting();
        await TemplateTests.InstalledTemplates.CreateAsync(project, "edi-solution", "product", "--board", $"generic-{HostArchitecture.Debian}");
        foreach (string file in Directory.GetFiles(project.PathOf("product/product"), "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(project.PathOf("product/product"), file);
            project.Write($"product/second/{(Path.GetDirectoryName(relative)!.Length == 0 ? relative.Replace("product.", "second.", StringComparison.Ordinal) : relative)}", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        }

        (await project.RunAsync("sh", "-c", "cd product && exec dotnet sln product.slnx add second/second.ediproj")).Succeeded();
    }

    private static async Task<ImmutableSortedDictionary<string, ImmutableArray<string>>> BuildAsync(TestProject project)
    {
        (await project.RunAsync("sh", "-c", $"cd product && exec dotnet build product.slnx -p:EdiCacheDirectory={project.Cache} -bl:../build.binlog")).Succeeded();
        return BuildLog.ReadStepsByProject(project.PathOf("build.binlog"));
    }
}
