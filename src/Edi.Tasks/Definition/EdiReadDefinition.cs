using System.Collections.Immutable;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Definition.ProjectItems;
using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Incremental;
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

    /// <summary>Whether the playbooks are for a real device; edi's <c>edi_configure_remote_target</c>.</summary>
    public bool IsRemoteTarget { get; set; }

    /// <summary>The folder of the steps' stamps.</summary>
    [Required]
    public string StampDirectory { get; set; } = "";

    /// <summary>The folder of the steps' digests.</summary>
    [Required]
    public string DigestDirectory { get; set; } = "";

    /// <summary>The folder of the engine's store.</summary>
    [Required]
    public string CacheDirectory { get; set; } = "";

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

    /// <summary>The project's own playbooks.</summary>
    public ITaskItem[] PlaybookItems { get; set; } = [];

    /// <summary>The project's own commands.</summary>
    public ITaskItem[] CommandItems { get; set; } = [];

    /// <summary>The project's own partitions.</summary>
    public ITaskItem[] PartitionItems { get; set; } = [];

    /// <summary>The project's own parameters.</summary>
    public ITaskItem[] ParameterItems { get; set; } = [];

    /// <summary>Further parameters, each <c>NAME=VALUE</c>, with semicolons between them; they come before the items.</summary>
    public string Parameters { get; set; } = "";

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

    /// <summary>The further forms of the image by name, likewise.</summary>
    [Output]
    public ITaskItem[] Formats { get; set; } = [];

    /// <summary>The step that leaves the root file system from which the container is made; empty when there is no container.</summary>
    [Output]
    public string RootFileSystemStep { get; set; } = "";

    /// <summary>The last step that leaves a layer, from which the image is made; empty when there is no container.</summary>
    [Output]
    public string LastLayer { get; set; } = "";

    /// <summary>What EdiBootstrap should have left and has not, for its outputs.</summary>
    [Output]
    public string[] BootstrapMissing { get; set; } = [];

    /// <summary>What EdiContainer should have left and has not.</summary>
    [Output]
    public string[] ContainerMissing { get; set; } = [];

    /// <summary>What EdiImage should have left and has not.</summary>
    [Output]
    public string[] ImageMissing { get; set; } = [];

    /// <summary>What EdiReport should have left and has not.</summary>
    [Output]
    public string[] ReportMissing { get; set; } = [];

    /// <summary>What EdiLint should have left and has not.</summary>
    [Output]
    public string[] LintMissing { get; set; } = [];

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

    private StepFiles Files => new(FingerprintDirectory, StampDirectory, DigestDirectory);

    /// <inheritdoc/>
    protected override void Run()
    {
        EnterProject(IntermediateDirectory, OwnedDirectories);
        var source = Source();
        var loaded = new DefinitionLoader(source, HostFacts.Read(), Cancellation).Load();
        foreach (var warning in loaded.Warnings)
        {
            Report(warning);
        }

        var definition = loaded.Definition with { LintReport = Lint ? LintReport : "" };
        Edi.Tasks.Definition.ResolvedDefinition.Write(ResolvedDefinition, definition);
        PrivateFile.WriteIfDifferent(MergedDefinition, YamlValues.ToJson(loaded.Merged)!.ToJsonString());
        PrivateFile.WriteIfDifferent(Variables, LoadTimeVariables.WithoutPasswords(loaded.LoadTimeVariables).ToJsonString());
        var plan = new StepPlan(definition, BootstrapArchive, [.. Images], [.. Reports]);
        (HasBootstrap, HasImage, Architecture, Suite) = (definition.Bootstrap is not null, definition.Image is not null, definition.Architecture, definition.Suite);
        (RootFileSystemStep, LastLayer, HostPackages) = (plan.RootFileSystemStep, plan.LastLayer, [.. plan.HostPackages]);
        PreprocessingCommands = [.. plan.Preprocessing.Select(ToItem)];
        Playbooks = [.. plan.Playbooks.Select(ToItem)];
        Formats = [.. plan.Formats.Select(ToItem)];
        PostprocessingCommands = [.. plan.Postprocessing.Select(ToItem)];
        TwinName = WriteFingerprints(definition, source.Folders);
        BootstrapMissing = [.. plan.Bootstrap.SelectMany(Missing)];
        ContainerMissing = [.. plan.Container.SelectMany(Missing)];
        ImageMissing = [.. plan.Image.SelectMany(Missing)];
        ReportMissing = [.. plan.Report.SelectMany(Missing)];
        LintMissing = [.. plan.Lint.SelectMany(Missing)];
    }

    private DefinitionSource Source()
    {
        string file = Path.GetFullPath(Definition);
        string folder = File.Exists(file) ? Path.GetDirectoryName(file)! : Path.GetDirectoryName(Path.GetFullPath(Project))!;
        return new()
        {
            File = file,
            MayBeMissing = MayBeMissing,
            Plugins = new(folder, PluginDirectory),
            Folders = new(
                Path.Combine(IntermediateDirectory, "rendered"),
                Path.Combine(IntermediateDirectory, "work"),
                Path.Combine(IntermediateDirectory, "artifacts"),
                Path.GetDirectoryName(DiskImage)!,
                DiskImage),
            IsRemoteTarget = IsRemoteTarget,
            ContainerName = new ContainerNames(Project, Configuration).Prefix,
            IsStrict = UndefinedVariables switch
            {
                "error" => true,
                "empty" => false,
                var other => throw new EdiException(EdiCodes.InvalidValue, $"The property EdiUndefinedVariables must be error or empty; found '{other}'."),
            },
            Project = new(
            [
                .. Properties.Select(ToProperty),
                .. PlaybookItems.Select(item => ToProjectItem("EdiPlaybook", item)),
                .. CommandItems.Select(item => ToProjectItem("EdiCommand", item)),
                .. PartitionItems.Select(item => ToProjectItem("EdiPartition", item)),
                .. ParameterItems.Select(item => ToProjectItem("EdiParameter", item)),
                .. Parameters.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ToParameter),
            ]),
        };
    }

    private ProjectItem ToProperty(ITaskItem property) => new(
        property.ItemSpec, property.GetMetadata("Value"), ImmutableDictionary<string, string>.Empty, Path.GetFullPath(Project));

    private ProjectItem ToParameter(string assignment)
    {
        string[] parts = assignment.Split('=', 2);
        return parts is [{ Length: > 0 } name, var value]
            ? new("EdiParameter", name, ImmutableDictionary<string, string>.Empty.Add("Value", value), Path.GetFullPath(Project))
            : throw new EdiException(EdiCodes.InvalidValue, $"The property EdiParameters must be NAME=VALUE, with %3B between several of them; found '{assignment}'.");
    }

    private static ProjectItem ToProjectItem(string type, ITaskItem item) => new(
        type,
        item.ItemSpec,
        item.CloneCustomMetadata().Keys.Cast<string>()
            .Select(name => KeyValuePair.Create(name, item.GetMetadata(name)))
            .Where(metadata => metadata.Value.Length > 0)
            .ToImmutableDictionary(),
        item.GetMetadata("DefiningProjectFullPath"));

    private TaskItem ToItem(PlannedStep step)
    {
        var item = new TaskItem(step.Name);
        item.SetMetadata("Step", step.Step);
        item.SetMetadata("Fingerprint", Files.Fingerprint(step.Step));
        item.SetMetadata("Inputs", string.Join(';', step.Inputs.Select(Files.Digest)));
        item.SetMetadata("Files", string.Join(';', step.Files));
        item.SetMetadata("Missing", string.Join(';', Missing(step)));
        return item;
    }

    // MSBuild finds no folders, a command gives its files any time, and a digest that did not change is old: of these
    // counts only whether they are there and are what the step has left.
    private string[] Missing(PlannedStep step) =>
    [
        .. LayerDigest.WithLayer(step.Files, Files.Digest(step.Step), CacheDirectory).Where(file => !Path.Exists(file)),
        // A file that never is.
        .. new StepResults(Files.Results(step.Step)).FindAltered().Select(file => $"{file}.as-left-by.{step.Step}"),
    ];

    private string WriteFingerprints(ImageDefinition definition, DefinitionFolders folders)
    {
        // The first step begins with nothing, which never changes.
        new Fingerprint().Add("begin", "").WriteIfDifferent(Files.Digest(StepNames.Begin));
        foreach (var (step, fingerprint) in new StepFingerprints(definition, folders, SdkVersion).All())
        {
            fingerprint.WriteIfDifferent(Files.Fingerprint(step), builtWith: Files.Stamp(step));
        }

        if (definition.Bootstrap is not { } bootstrap || Sandbox.DebianArchitecture.Host.Runs(definition.Architecture))
        {
            return "";
        }

        var twin = StepFingerprints.OfTwin(bootstrap, SdkVersion);
        twin.WriteIfDifferent(Path.Combine(FingerprintDirectory, "EdiNativeTwin.txt"));
        return $"{bootstrap.Suite.Replace('/', '-')}-{definition.Architecture}-{twin.Digest[..16]}";
    }
}
