using System.Collections.Immutable;
using Edi.Tasks.Definition.Components;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Definition.ProjectItems;
using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Engines.Instances;
using Edi.Tasks.Incremental;
using Edi.Tasks.Sandbox;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Edi.Tasks.Definition;

/// <summary>
/// Reads the definition and tells MSBuild which steps it has. Writes one fingerprint for each step, only when it
/// differs, so that MSBuild sees what has changed. Fails with all problems of the definition at once (EDI1nnn).
/// </summary>
public sealed class EdiReadDefinition : EdiTask
{
    /// <summary>The definition's file.</summary>
    [Required]
    public string Definition { get; set; } = "";

    /// <summary>Whether the file may be missing where the project's items say what to build: nobody has named it.</summary>
    public bool MayBeMissing { get; set; }

    /// <summary>The project's file, which names the containers.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The build configuration, such as Debug.</summary>
    [Required]
    public string Configuration { get; set; } = "";

    /// <summary>The folder of the SDK's own plugins.</summary>
    [Required]
    public string PluginDirectory { get; set; } = "";

    /// <summary>The components that the project uses: their folders, with the metadata <c>Name</c>, <c>Version</c>, <c>EdiSdkVersion</c> and <c>Dependencies</c>.</summary>
    public ITaskItem[] Components { get; set; } = [];

    /// <summary>The names of all packages and projects that it references, in their order.</summary>
    public string[] ComponentReferences { get; set; } = [];

    /// <summary>The SDK's version, which is an input of each step.</summary>
    [Required]
    public string SdkVersion { get; set; } = "";

    /// <summary>The project's intermediate folder, for artifacts, temporary files and rendered templates.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = "";

    /// <summary>The disk image that the project leaves; what postprocessing commands make goes beside it.</summary>
    [Required]
    public string DiskImage { get; set; } = "";

    /// <summary>The folder of the fingerprints: <c>EdiBootstrap.txt</c>, <c>EdiConfigure.NAME.txt</c> and so on.</summary>
    [Required]
    public string FingerprintDirectory { get; set; } = "";

    /// <summary>The file for the checked definition, which the steps read.</summary>
    [Required]
    public string ResolvedDefinition { get; set; } = "";

    /// <summary>The file for the merged definition, in JSON.</summary>
    [Required]
    public string MergedDefinition { get; set; } = "";

    /// <summary>The folders that are given to the user who called sudo, when the build is ended.</summary>
    public string[] OwnedDirectories { get; set; } = [];

    /// <summary>The file for the variables that templates can use, in JSON.</summary>
    [Required]
    public string Variables { get; set; } = "";

    /// <summary>What becomes of undefined variables in templates: <c>error</c>, or <c>empty</c> as in edi.</summary>
    public string UndefinedVariables { get; set; } = "error";

    /// <summary>What the playbooks are to configure: <c>Image</c>, <c>Device</c> or <c>Development</c>.</summary>
    public string Purpose { get; set; } = "Image";

    /// <summary>The folder of the steps' stamps.</summary>
    [Required]
    public string StampDirectory { get; set; } = "";

    /// <summary>The folder of the steps' digests.</summary>
    [Required]
    public string DigestDirectory { get; set; } = "";

    /// <summary>The folder of Buildah's store.</summary>
    [Required]
    public string CacheDirectory { get; set; } = "";

    /// <summary>The engine that makes the layers: buildah, lxd or incus.</summary>
    public string ContainerEngine { get; set; } = "buildah";

    /// <summary>The remote of LXD or Incus on which it does; empty means this machine.</summary>
    public string ContainerRemote { get; set; } = "";

    /// <summary>The member of that remote's cluster; empty leaves the choice to the cluster.</summary>
    public string ContainerMember { get; set; } = "";

    /// <summary>The archive of the root file system that the bootstrap leaves.</summary>
    [Required]
    public string BootstrapArchive { get; set; } = "";

    /// <summary>The files that the step EdiImage leaves.</summary>
    public string[] Images { get; set; } = [];

    /// <summary>The files that the step EdiReport leaves.</summary>
    public string[] Reports { get; set; } = [];

    /// <summary>Whether the image is checked for mistakes.</summary>
    public bool Lint { get; set; }

    /// <summary>The file that the step EdiLint leaves.</summary>
    [Required]
    public string LintReport { get; set; } = "";

    /// <summary>The folder that EdiRenderDocumentation leaves.</summary>
    public string DocumentationDirectory { get; set; } = "";

    /// <summary>What Sphinx makes of the rendered documentation: html, pdf, or both with a semicolon between them.</summary>
    public string DocumentationFormats { get; set; } = "";

    /// <summary>The folder that documentation is made of; empty means that of the last layer.</summary>
    public string DocumentationInput { get; set; } = "";

    /// <summary>The image's version, which its documentation tells.</summary>
    public string Version { get; set; } = "";

    /// <summary>
    /// The digest files of the last layers of the images that the project refers to. Metadata: <c>Project</c>, and
    /// <c>Definition</c>, the file in which that project's checked definition is.
    /// </summary>
    public ITaskItem[] Bases { get; set; } = [];

    /// <summary>The project's references to .NET applications: items <c>ProjectReference</c> with metadata such as <c>EdiInstallPath</c>.</summary>
    public ITaskItem[] ApplicationItems { get; set; } = [];

    /// <summary>The project's other references: items <c>ProjectReference</c>.</summary>
    public ITaskItem[] ReferenceItems { get; set; } = [];

    /// <summary>The project's own playbooks.</summary>
    public ITaskItem[] PlaybookItems { get; set; } = [];

    /// <summary>The project's own commands.</summary>
    public ITaskItem[] CommandItems { get; set; } = [];

    /// <summary>The project's own partitions.</summary>
    public ITaskItem[] PartitionItems { get; set; } = [];

    /// <summary>The project's own parameters.</summary>
    public ITaskItem[] ParameterItems { get; set; } = [];

    /// <summary>Further parameters, each <c>NAME=VALUE</c>, with semicolons between them; they override the items.</summary>
    public string Parameters { get; set; } = "";

    /// <summary>Variables for the environment of commands and playbooks, with the metadata <c>Value</c>, <c>Secret</c> and <c>Node</c>.</summary>
    public ITaskItem[] EnvironmentItems { get; set; } = [];

    /// <summary>Vault ids, with the metadata <c>PasswordFile</c>.</summary>
    public ITaskItem[] VaultIdItems { get; set; } = [];

    /// <summary>The file of the vault password without an id, or the program that prints it.</summary>
    public string VaultPasswordFile { get; set; } = "";

    /// <summary>Further arguments of ansible-playbook, as a shell reads them.</summary>
    public string AnsibleArguments { get; set; } = "";

    /// <summary>The step for which these are; empty means every playbook.</summary>
    public string Step { get; set; } = "";

    /// <summary>How much programs are to tell: edi's <c>edi_log_level</c>.</summary>
    public string LogLevel { get; set; } = "WARNING";

    /// <summary>The folder of restored collections and roles.</summary>
    public string CollectionsDirectory { get; set; } = "";

    /// <summary>The file that names them; it need not be there.</summary>
    public string Requirements { get; set; } = "";

    /// <summary>Properties that say something about the image, by name, with the metadata <c>Value</c>.</summary>
    public ITaskItem[] Properties { get; set; } = [];

    /// <summary>
    /// The playbooks by name, in their order. Metadata: <c>Step</c>, <c>Fingerprint</c> and <c>Inputs</c> (the files that it
    /// depends on), <c>Files</c> (what it leaves), <c>Missing</c> (what it should have left and has not).
    /// </summary>
    [Output]
    public ITaskItem[] Playbooks { get; set; } = [];

    /// <summary>The preprocessing commands by name, in their order, with the same metadata.</summary>
    [Output]
    public ITaskItem[] PreprocessingCommands { get; set; } = [];

    /// <summary>The postprocessing commands, likewise.</summary>
    [Output]
    public ITaskItem[] PostprocessingCommands { get; set; } = [];

    /// <summary>
    /// The .NET applications by name, in their order, likewise; the metadata <c>Project</c> is their project's file, and the
    /// reference's own metadata are there, too.
    /// </summary>
    [Output]
    public ITaskItem[] Applications { get; set; } = [];

    /// <summary>.NET's name of the image's architecture; empty when .NET does not run there.</summary>
    [Output]
    public string RuntimeIdentifier { get; set; } = "";

    /// <summary>The further forms of the image by name, likewise.</summary>
    [Output]
    public ITaskItem[] Formats { get; set; } = [];

    /// <summary>The step that leaves the root file system from which the container is made; empty when there is no container.</summary>
    [Output]
    public string RootFileSystemStep { get; set; } = "";

    /// <summary>The step whose layer EdiExport takes over from LXD or Incus; empty where Buildah makes the layers itself.</summary>
    [Output]
    public string ExportedStep { get; set; } = "";

    /// <summary>The last step that leaves a layer in Buildah's store, from which the image is made; empty when there is no container.</summary>
    [Output]
    public string LastLayer { get; set; } = "";

    /// <summary>What EdiBootstrap should have left and has not, for its outputs.</summary>
    [Output]
    public string[] BootstrapMissing { get; set; } = [];

    /// <summary>What EdiContainer should have left and has not.</summary>
    [Output]
    public string[] ContainerMissing { get; set; } = [];

    /// <summary>What EdiExport should have left and has not.</summary>
    [Output]
    public string[] ExportMissing { get; set; } = [];

    /// <summary>What EdiImage should have left and has not.</summary>
    [Output]
    public string[] ImageMissing { get; set; } = [];

    /// <summary>What EdiReport should have left and has not.</summary>
    [Output]
    public string[] ReportMissing { get; set; } = [];

    /// <summary>What EdiLint should have left and has not.</summary>
    [Output]
    public string[] LintMissing { get; set; } = [];

    /// <summary>What EdiRenderDocumentation should have left and has not.</summary>
    [Output]
    public string[] DocumentationMissing { get; set; } = [];

    /// <summary>The files that EdiRenderDocumentation depends on; none when there is nothing to render.</summary>
    [Output]
    public string[] DocumentationInputs { get; set; } = [];

    /// <summary>Whether every layer is where its step has left it, which for LXD and Incus the daemon has said.</summary>
    [Output]
    public bool LayersAreThere { get; set; }

    /// <summary>Whether there is a section bootstrap.</summary>
    [Output]
    public bool HasBootstrap { get; set; }

    /// <summary>Whether there is a section image.</summary>
    [Output]
    public bool HasImage { get; set; }

    /// <summary>The image's Debian architecture.</summary>
    [Output]
    public string Architecture { get; set; } = "";

    /// <summary>The image's Debian suite, as far as the definition says it.</summary>
    [Output]
    public string Suite { get; set; } = "";

    /// <summary>Debian packages that the commands and the layout need on the host.</summary>
    [Output]
    public string[] HostPackages { get; set; } = [];

    /// <summary>
    /// The name of the folder of native twins for the image's architecture, suite and mirrors; empty when the host runs
    /// the architecture itself.
    /// </summary>
    [Output]
    public string TwinName { get; set; } = "";

    /// <summary>The state of the host's packages that the fingerprints tell of, for <see cref="EdiWriteFingerprints"/>.</summary>
    [Output]
    public string HostPackagesState { get; set; } = "";

    private ContainerNames Names => new(Project, Configuration);

    private StepFiles Files => new(FingerprintDirectory, StampDirectory, DigestDirectory);

    private protected override string CacheFolder => CacheDirectory;

    private protected override ImmutableArray<string> WrittenFolders => [IntermediateDirectory, CacheDirectory];

    /// <inheritdoc/>
    protected override void Run()
    {
        EnterProject(IntermediateDirectory, OwnedDirectories, CacheDirectory);
        var source = Source();
        var loaded = new DefinitionLoader(source, HostFacts.Read(), Cancellation).Load();
        var warnings = loaded.Definition.Playbooks.IsEmpty ? loaded.Warnings : loaded.Warnings.Concat(RestoredCollections.FindProblems(Requirements, CollectionsDirectory));
        foreach (var warning in warnings)
        {
            Report(warning);
        }

        var definition = loaded.Definition with { LintReport = Lint ? LintReport : "", Instance = Names.Instance(source.Engine), Documentation = ReadDocumentation() };
        Edi.Tasks.Definition.ResolvedDefinition.Write(ResolvedDefinition, definition);
        PrivateFile.WriteIfDifferent(MergedDefinition, YamlValues.ToJson(loaded.Merged)!.ToJsonString());
        PrivateFile.WriteIfDifferent(Variables, LoadTimeVariables.WithoutPasswords(loaded.LoadTimeVariables).ToJsonString());
        var outputs = new StepOutputs(Files, new(definition.Engine, CacheDirectory));
        var plan = new StepPlan(definition, BootstrapArchive, [.. Images], [.. Reports]);
        (HasBootstrap, HasImage, Architecture, Suite) = (definition.Bootstrap is not null, definition.Image is not null, definition.Architecture, definition.Suite);
        (RootFileSystemStep, ExportedStep, LastLayer, HostPackages) = (plan.RootFileSystemStep, plan.Export.SelectMany(step => step.Inputs).FirstOrDefault(""), plan.LastLayer, [.. plan.HostPackages]);
        PreprocessingCommands = [.. plan.Preprocessing.Select(step => ToItem(step, outputs))];
        Playbooks = [.. plan.Playbooks.Select(step => ToItem(step, outputs))];
        Applications = [.. plan.Applications.Zip(definition.Applications, (step, application) => ToApplication(step, outputs, application.Project))];
        RuntimeIdentifier = DebianArchitecture.Find(definition.Architecture)?.RuntimeIdentifier ?? "";
        Formats = [.. plan.Formats.Select(step => ToItem(step, outputs))];
        PostprocessingCommands = [.. plan.Postprocessing.Select(step => ToItem(step, outputs))];
        HostPackagesState = Incremental.HostPackages.State; // Before they are read: what changes meanwhile is noticed.
        TwinName = new FingerprintFiles(Files, SdkVersion).Write(definition, source.Folders);
        BootstrapMissing = [.. plan.Bootstrap.SelectMany(outputs.FindMissing)];
        ContainerMissing = [.. plan.Container.SelectMany(outputs.FindMissing)];
        LayersAreThere = plan.Container.Concat(plan.Playbooks).Concat(plan.Export).Concat(plan.Applications).All(step => outputs.FindMissing(step).Length == 0);
        ExportMissing = [.. plan.Export.SelectMany(outputs.FindMissing)];
        ImageMissing = [.. plan.Image.SelectMany(outputs.FindMissing)];
        ReportMissing = [.. plan.Report.SelectMany(outputs.FindMissing)];
        LintMissing = [.. plan.Lint.SelectMany(outputs.FindMissing)];
        DocumentationMissing = [.. plan.Documentation.SelectMany(outputs.FindMissing)];
        DocumentationInputs = [.. plan.Documentation.SelectMany(step => step.Inputs.Select(Files.Digest).Prepend(Files.Fingerprint(step.Step)))];
    }

    private DocumentationDefinition ReadDocumentation() => new(
        DocumentationDirectory,
        Edi.Tasks.Definition.DocumentationFormats.Parse(DocumentationFormats),
        Version,
        DocumentationInput.Length == 0 || Directory.Exists(DocumentationInput)
            ? DocumentationInput
            : throw new EdiException(EdiCodes.InvalidValue, $"The property EdiDocumentationInput must name a folder like an image's /usr/share/doc; found '{DocumentationInput}', which does not exist."));

    private DefinitionSource Source()
    {
        var engine = ReadProperty("EdiContainerEngine", ContainerEngine, name => Engines.ContainerEngine.Parse(name, ContainerRemote, ContainerMember));
        var folders = DefinitionFolders.Of(IntermediateDirectory, DiskImage);
        string file = Path.GetFullPath(Definition);
        string folder = File.Exists(file) ? Path.GetDirectoryName(file)! : Path.GetDirectoryName(Path.GetFullPath(Project))!;
        return new()
        {
            File = file,
            MayBeMissing = MayBeMissing,
            ProjectFile = Path.GetFullPath(Project),
            Plugins = new(folder, PluginDirectory)
            {
                RestoredDirectory = CollectionsDirectory.Length > 0 ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(CollectionsDirectory)) : "",
                Components = new ComponentReader(SdkVersion, Path.GetFullPath(Project)).Read(Components.Select(ReferencedComponent.Of), [.. ComponentReferences]),
            },
            Folders = folders,
            Purpose = Enum.Parse<DefinitionPurpose>(Purpose),
            Engine = engine,
            LxdVersion = LxdVersion.Of(engine, folders.Rendered, Cancellation).Read(),
            Bases = [.. Bases.Select(ToBase)],
            Applications = References(ApplicationItems),
            References = References(ReferenceItems),
            ContainerName = Names.Prefix,
            IsStrict = ReadProperty("EdiUndefinedVariables", UndefinedVariables, value => value switch
            {
                "error" => true,
                "empty" => false,
                var other => throw new EdiException(EdiCodes.InvalidValue, $"The property EdiUndefinedVariables must be error or empty; found '{other}'."),
            }),
            Settings = new()
            {
                Environment = [.. EnvironmentItems.Select(item => ProjectItemReader.WithEmpty("EdiEnvironment", item, "Value"))],
                VaultIds = [.. VaultIdItems.Select(item => ProjectItemReader.Item("EdiVaultId", item))],
                VaultPasswordFile = VaultPasswordFile,
                AnsibleArguments = AnsibleArguments,
                Step = Step,
                LogLevel = LogLevel,
            },
            Project = new(
            [
                .. Properties.Select(property => ProjectItemReader.Property(property, Path.GetFullPath(Project))),
                .. PlaybookItems.Select(item => ProjectItemReader.Item("EdiPlaybook", item)),
                .. CommandItems.Select(item => ProjectItemReader.Item("EdiCommand", item)),
                .. PartitionItems.Select(item => ProjectItemReader.Item("EdiPartition", item)),
                .. ParameterItems.Select(item => ProjectItemReader.Item("EdiParameter", item)),
                .. ProjectItemReader.Parameters(Parameters, Path.GetFullPath(Project)),
            ]),
        };
    }

    // What is wrong with it is told where the project says it.
    private T ReadProperty<T>(string name, string value, Func<string, T> read)
    {
        try
        {
            return read(value);
        }
        catch (EdiException e) when (e.Problems[0].Message.StartsWith($"The property {name} ", StringComparison.Ordinal) && new ProjectPositions().FindProperty(Path.GetFullPath(Project), name, value) is { } place)
        {
            throw new EdiException([.. e.Problems.Select(problem => problem with { Position = problem.Position ?? place })]);
        }
    }

    private ImmutableArray<ProjectItem> References(ITaskItem[] items) =>
        [.. items.Select(item => ProjectItemReader.Item("ProjectReference", item) with { File = Path.GetFullPath(Project) })];

    private BaseImage ToBase(ITaskItem layer)
    {
        string project = Path.GetFullPath(Project), referenced = layer.GetMetadata("Project");
        string reference = Path.GetRelativePath(Path.GetDirectoryName(project)!, referenced);
        var definition = Edi.Tasks.Definition.ResolvedDefinition.Read(layer.GetMetadata("Definition"));
        return new(
            referenced,
            layer.ItemSpec,
            definition.Architecture,
            definition.PackageSources,
            new ProjectPositions().Find(new("ProjectReference", reference, ImmutableDictionary<string, string>.Empty, project)));
    }

    private TaskItem ToApplication(PlannedStep step, StepOutputs outputs, string project)
    {
        var item = ToItem(step, outputs);
        item.SetMetadata("Project", EscapedText.Of(project));
        ApplicationItems.Single(reference => reference.GetMetadata("FullPath") == project).CopyMetadataTo(item);
        return item;
    }

    private TaskItem ToItem(PlannedStep step, StepOutputs outputs)
    {
        var item = new TaskItem(EscapedText.Of(step.Name));
        item.SetMetadata("Step", EscapedText.Of(step.Step));
        item.SetMetadata("Fingerprint", EscapedText.Of(Files.Fingerprint(step.Step)));
        item.SetMetadata("Inputs", EscapedText.Of(step.Inputs.Select(Files.Digest)));
        item.SetMetadata("Files", EscapedText.Of(step.Files));
        item.SetMetadata("Missing", EscapedText.Of(outputs.FindMissing(step)));
        return item;
    }
}
