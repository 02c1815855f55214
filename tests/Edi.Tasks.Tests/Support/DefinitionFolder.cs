using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.ProjectItems;
using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;

namespace Edi.Tasks.Tests;

/// <summary>A project's folder with a definition, and an SDK's folder of plugins.</summary>
internal sealed class DefinitionFolder : IDisposable
{
    /// <summary>The shortest bootstrap: two lines.</summary>
    public const string Bootstrap =
        """
        bootstrap:
          suite: trixie

        """;

    /// <summary>The shortest image.</summary>
    public const string Image =
        """
        image:
          partition_table: gpt
          partitions:
            10_root:
              type: linux
              label: ROOT
              file_system: ext4
              free_space: 16MiB
              mount_point: /

        """;

    private readonly TemporaryFolder _folder = new();

    /// <param name="sdkPlugins">The SDK's plugins; without it, an empty folder.</param>
    public DefinitionFolder(string? sdkPlugins = null) => Plugins = new(_folder.CreateFolder("project"), sdkPlugins ?? _folder.CreateFolder("sdk"));

    public PluginLookup Plugins { get; private set; }

    public string DefinitionFile => _folder.At("project/my-image.yml");

    public string ProjectFile => _folder.At("project/my-image.ediproj");

    public string WriteToProject(string relative, string content = "") => _folder.Write($"project/{relative}", content);

    public string WriteToSdk(string relative, string content = "") => _folder.Write($"sdk/{relative}", content);

    public string WriteToComponent(string name, string relative, string content = "") =>
        _folder.Write(Path.GetRelativePath(_folder.Path, Path.Combine(Plugins.Components.Single(component => component.Name == name).Directory, relative)), content);

    /// <summary>A component after those that are there already.</summary>
    public void AddComponent(string name, params string[] dependencies) => Plugins = Plugins with
    {
        Components = Plugins.Components.Add(new(name, Path.GetDirectoryName(_folder.CreateFolder($"components/{name}/plugins"))!) { Dependencies = dependencies.ToImmutableArray() }),
    };

    /// <summary>The same component in another folder, as that of another version.</summary>
    public void MoveComponent(string name, string folder)
    {
        var component = Plugins.Components.Single(component => component.Name == name);
        Directory.Move(component.Directory, _folder.At($"components/{folder}"));
        Plugins = Plugins with { Components = Plugins.Components.Replace(component, component with { Directory = _folder.At($"components/{folder}") }) };
    }

    /// <summary>Variables of edi's that do not depend on the machine.</summary>
    public HostFacts Host { get; set; } = new()
    {
        HostName = "builder",
        UserName = "ada",
        GroupName = "staff",
        UserId = 1234,
        GroupId = 50,
        HomeDirectory = "/home/ada",
        Display = "1",
        SshPublicKeys = ["/home/ada/.ssh/id_ed25519.pub"],
        Proxies = ImmutableDictionary<string, string>.Empty.Add("http", "http://proxy.example:3128"),
    };

    /// <summary>What the project's own items say.</summary>
    public ImmutableArray<ProjectItem> Items { get; set; } = [];

    /// <summary>What it says about the programs that build it.</summary>
    public ProjectSettings Settings { get; set; } = ProjectSettings.None;

    /// <summary>The images that the project begins with.</summary>
    public ImmutableArray<BaseImage> Bases { get; set; } = [];

    /// <summary>The project's references to .NET applications.</summary>
    public ImmutableArray<ProjectItem> Applications { get; set; } = [];

    /// <summary>Its other references.</summary>
    public ImmutableArray<ProjectItem> References { get; set; } = [];

    /// <summary>The engine that makes the layers.</summary>
    public ContainerEngine Engine { get; set; } = ContainerEngine.Buildah;

    /// <summary>What the playbooks configure.</summary>
    public DefinitionPurpose Purpose { get; set; }

    /// <summary>Whether undefined variables are errors.</summary>
    public bool IsStrict { get; set; } = true;

    /// <summary>Whether the definition's file may be missing where items say what to build.</summary>
    public bool MayBeMissing { get; set; } = true;

    public DefinitionFolders Folders => new(_folder.At("obj/rendered"), _folder.At("obj/work"), _folder.At("obj/artifacts"), _folder.At("bin"), _folder.At("bin/my-image.img"));

    public ImageDefinition Read(string yaml) => Load(yaml).Definition;

    public LoadedDefinition Load(string yaml)
    {
        File.WriteAllText(DefinitionFile, yaml);
        return Load();
    }

    /// <summary>Loads the definition that lies in the folder, or the one of another name.</summary>
    public LoadedDefinition Load(FileInfo? definition = null) => new DefinitionLoader(
        new DefinitionSource
        {
            File = definition?.FullName ?? DefinitionFile,
            Plugins = Plugins,
            Folders = Folders,
            ContainerName = "edi-container",
            IsStrict = IsStrict,
            Engine = Engine,
            Bases = Bases,
            Applications = Applications,
            References = References,
            Purpose = Purpose,
            MayBeMissing = MayBeMissing,
            ProjectFile = ProjectFile,
            Project = new(Items),
            Settings = Settings,
        },
        Host,
        CancellationToken.None).Load();

    public EdiException Refuse(string yaml) => Assert.Throws<EdiException>(() => Read(yaml));

    /// <summary>What is wrong with a definition, as <c>LINE:COLUMN CODE MESSAGE</c>; nothing when it is right.</summary>
    public string[] Problems(string yaml)
    {
        try
        {
            Read(yaml);
            return [];
        }
        catch (EdiException e)
        {
            return [.. e.Problems.Select(problem => string.Create(
                CultureInfo.InvariantCulture, $"{problem.Position!.Line}:{problem.Position.Column} {problem.Code.Id} {problem.Message}"))];
        }
    }

    /// <summary>Where and which problems there are, without their messages.</summary>
    public string[] Places(string yaml) => [.. Problems(yaml).Select(problem => string.Join(' ', problem.Split(' ')[..2]))];

    public void Dispose() => _folder.Dispose();
}
