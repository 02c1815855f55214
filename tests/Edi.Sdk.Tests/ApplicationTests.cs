using System.Diagnostics;
using System.Runtime.InteropServices;
using Edi.Sdk.Tests.Changes;
using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>.NET applications in the small image, published in each way that .NET has.</summary>
public sealed class ApplicationTests : IDisposable
{
    private const string SelfContained = "<SelfContained>true</SelfContained>", Invariant = "<InvariantGlobalization>true</InvariantGlobalization>";

    private readonly TestProject _project = new();

    public ApplicationTests() => _project.UsePublicPackages();

    public void Dispose() => _project.Dispose();

    /// <summary>One that needs the image's own .NET is refused as long as there is none.</summary>
    [LongFact]
    public async Task Each_kind_of_application_runs_in_the_image()
    {
        WriteApplications(
            ("Whole", SelfContained + Invariant),
            ("Single", SelfContained + Invariant + "<PublishSingleFile>true</PublishSingleFile>"),
            ("Trimmed", SelfContained + Invariant + "<PublishTrimmed>true</PublishTrimmed>"),
            ("Native", "<PublishAot>true</PublishAot>" + Invariant),
            ("Shared", "<SelfContained>false</SelfContained>" + Invariant));
        _project.Write("note.txt", "a note");
        (await _project.BuildAsync()).FailedWith("small.ediproj(6,2,6,18): error EDI3009: The application 'Shared' needs the shared framework Microsoft.NETCore.App 10.0, and the root file system has none");

        await InstallRuntimeAsync();
        (await _project.BuildAsync("-bl:build.binlog")).Succeeded();
        var run = await _project.RunAsync("sh", "-c", $"echo '{Script}' | dotnet build small.ediproj -t:EdiShell -tl:off -m:1 -v:q -p:EdiCacheDirectory={_project.Cache}");
        foreach (string name in new[] { "Whole", "Single", "Trimmed", "Native", "Shared" })
        {
            Assert.Contains($"{name} runs with a note", run.Succeeded().Output, StringComparison.Ordinal);
            Assert.Contains($"root:root 755 /opt/{name}/{name}", run.Output, StringComparison.Ordinal);
        }

        Assert.Contains("'/etc/whole/note.txt'", run.Output, StringComparison.Ordinal);
        (await _project.BuildAsync("-bl:build.binlog")).Succeeded();
        Assert.Empty(BuildLog.ReadSteps(_project.PathOf("build.binlog")));
        (await _project.BuildAsync("-t:Clean")).Succeeded();
    }

    [LongFact]
    public async Task An_application_without_the_library_for_languages_is_refused()
    {
        WriteApplications(("Whole", SelfContained));
        (await _project.BuildAsync()).FailedWith("small.ediproj(2,2,2,18): error EDI3009: The application 'Whole' wants ICU");
        (await _project.BuildAsync("-t:Clean")).Succeeded();
    }

    /// <summary>Without debugging symbols, which tell the lines of the source, a comment changes nothing that is published.</summary>
    [LongFact]
    public async Task Its_layer_is_made_again_for_the_files_that_differ_which_it_names()
    {
        WriteApplications(("Whole", SelfContained + Invariant + "<DebugType>none</DebugType>"));
        (await _project.BuildAsync()).Succeeded();
        string program = await File.ReadAllTextAsync(_project.PathOf("Whole/Program.cs"), TestContext.Current.CancellationToken);
        _project.Write("Whole/Program.cs", program + "// A comment.\n");
        (await _project.BuildAsync("-bl:build.binlog")).Succeeded();
        Assert.Empty(BuildLog.ReadSteps(_project.PathOf("build.binlog")));
        _project.Replace("Whole/Program.cs", "runs with", "works with");
        (await _project.BuildAsync("-bl:build.binlog")).Succeeded();
        Assert.Equal("EdiApplication.Whole: the result of EdiPublishApplication.Whole changed (Whole.dll changed)", BuildLog.ReadSteps(_project.PathOf("build.binlog"))[0].ToString());
        (await _project.BuildAsync("-t:Clean")).Succeeded();
    }

    /// <summary>Files of the architecture before may be newer.</summary>
    [Fact]
    public async Task It_is_published_for_the_image_s_architecture()
    {
        WriteApplications(("Whole", SelfContained + Invariant));
        foreach (var (architecture, elfMachine) in new[] { ("amd64", 62), ("arm64", 183), ("amd64", 62) })
        {
            (await _project.BuildAsync("-t:EdiPublishApplication", $"-p:EdiArchitecture={architecture}")).Succeeded();
            foreach (string program in new[] { "Whole", "libcoreclr.so", "libSystem.Native.so" })
            {
                byte[] content = await File.ReadAllBytesAsync(_project.PathOf($"obj/small/Debug/application/Whole/published/{program}"), TestContext.Current.CancellationToken);
                // The field e_machine of elf(5).
                Assert.Equal((architecture, program, elfMachine), (architecture, program, BitConverter.ToUInt16(content, 18)));
            }
        }
    }

    [Fact]
    public async Task Of_several_target_frameworks_one_is_chosen()
    {
        WriteApplications(("Whole", Invariant));
        _project.Replace("Whole/Whole.csproj", "<TargetFramework>net10.0</TargetFramework>", "<TargetFrameworks>net9.0;net10.0</TargetFrameworks>");
        (await _project.BuildAsync("-t:EdiPublishApplication")).FailedWith("error EDI0017: The application 'Whole' has several target frameworks: net9.0;net10.0. Choose one");
        _project.Replace("small.ediproj", "EdiInstallPath", "SetTargetFramework=\"TargetFramework=net10.0\" EdiInstallPath");
        // What it refers to has one of its own, and may refer to more.
        _project.Replace("Whole/Whole.csproj", "</Project>", "<ItemGroup><ProjectReference Include=\"../Core/Core.csproj\" /></ItemGroup></Project>");
        _project.Write("Core/Core.csproj", Library("<ItemGroup><ProjectReference Include=\"../Contracts/Contracts.csproj\" /></ItemGroup>"));
        _project.Write("Contracts/Contracts.csproj", Library(""));
        (await _project.BuildAsync("-t:EdiPublishApplication")).Succeeded();
        (await _project.BuildAsync("-t:EdiPublishApplication", "--no-restore", "-graph", "-isolate")).Succeeded();

        static string Library(string references) =>
            $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>netstandard2.0</TargetFramework></PropertyGroup>{references}</Project>";
    }

    [Fact]
    public async Task One_that_is_referenced_twice_is_refused()
    {
        WriteApplications(("Whole", Invariant));
        _project.Replace("small.ediproj", "</ItemGroup>", "<ProjectReference Include=\"Whole/Whole.csproj\" EdiInstallPath=\"/opt/other\" />\n</ItemGroup>");
        (await _project.BuildAsync("-t:EdiReadDefinition")).FailedWith("small.ediproj(2,2,2,18): error EDI1015: Two applications are called 'Whole'");
    }

    /// <summary>An older file has its time, which says nothing.</summary>
    [Fact]
    public async Task A_file_that_is_brought_back_is_published()
    {
        WriteApplications(("Whole", Invariant));
        _project.Replace("Whole/Whole.csproj", "</Project>", "<ItemGroup><Content Include=\"settings.txt\" CopyToPublishDirectory=\"PreserveNewest\" /></ItemGroup></Project>");
        string settings = _project.PathOf("Whole/settings.txt");
        foreach (var (content, time) in new[] { ("new", DateTime.UtcNow), ("old", DateTime.UtcNow.AddDays(-1)) })
        {
            _project.Write("Whole/settings.txt", content);
            File.SetLastWriteTimeUtc(settings, time);
            (await _project.BuildAsync("-t:EdiPublishApplication")).Succeeded();
            Assert.Equal(content, await File.ReadAllTextAsync(_project.PathOf("obj/small/Debug/application/Whole/published/settings.txt"), TestContext.Current.CancellationToken));
        }
    }

    private static string Script => "for name in Whole Single Trimmed Native Shared; do /opt/$name/$name; stat -c \"%U:%G %a %n\" /opt/$name/$name; done; stat -c %N /opt/Whole/note.txt";

    private void WriteApplications(params (string Name, string Properties)[] applications)
    {
        string references = string.Concat(applications.Select(application =>
            $"<ProjectReference Include=\"{application.Name}/{application.Name}.csproj\" EdiInstallPath=\"/opt/{application.Name}\" EdiService=\"{application.Name.ToLowerInvariant()}.service\" EdiConfigurationFiles=\"note.txt\" />\n"));
        _project.WriteProject("small", $"<ItemGroup>\n{references}</ItemGroup>");
        _project.Write("note.txt", "a note");
        foreach (var (name, properties) in applications)
        {
            _project.Write(
                $"{name}/{name}.csproj",
                $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework>{properties}</PropertyGroup></Project>\n");
            _project.Write($"{name}/Program.cs", $"System.Console.WriteLine(\"{name} runs with \" + System.IO.File.ReadAllText(System.IO.Path.Combine(System.AppContext.BaseDirectory, \"note.txt\")));\n");
        }
    }

    /// <summary>As a playbook of the image could install it.</summary>
    private async Task InstallRuntimeAsync()
    {
        string root = Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory());
        using var tar = Process.Start("tar", ["--create", "--gzip", "--file", _project.PathOf("plugins/playbooks/dotnet.tar.gz"), "--directory", root, "dotnet", "host", "shared/Microsoft.NETCore.App"]);
        await tar.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, tar.ExitCode);
        _project.Write(
            "plugins/playbooks/dotnet.yml",
            """
            - hosts: edi
              gather_facts: false
              tasks:
                - ansible.builtin.file: {path: /usr/share/dotnet, state: directory, mode: "0755"}
                - ansible.builtin.unarchive: {src: dotnet.tar.gz, dest: /usr/share/dotnet, owner: root, group: root}
                - ansible.builtin.file: {path: /usr/bin/dotnet, src: /usr/share/dotnet/dotnet, state: link}
            """);
        _project.Replace("small.yml", "additional_packages: [python3,", "additional_packages: [python3, libstdc++6,");
        _project.Replace("small.yml", "image:\n", "  300_dotnet: {path: playbooks/dotnet.yml}\nimage:\n");
    }
}
