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

    /// <summary>The folder of the project, whose <c>plugins</c> come before the SDK's.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = "";

    /// <summary>The folder of the SDK's own plugins.</summary>
    [Required]
    public string PluginDirectory { get; set; } = "";

    /// <summary>The SDK's version, which is an input of each step.</summary>
    [Required]
    public string SdkVersion { get; set; } = "";

    /// <summary>The folder of the fingerprints: <c>EdiBootstrap.txt</c>, <c>EdiConfigure.NAME.txt</c> and so on.</summary>
    [Required]
    public string FingerprintDirectory { get; set; } = "";

    /// <summary>The playbooks by name, in their order; the metadata <c>Predecessor</c> names the step whose layer each builds on.</summary>
    [Output]
    public ITaskItem[] Playbooks { get; set; } = [];

    /// <summary>The last step that leaves a layer, from which the image is made.</summary>
    [Output]
    public string LastLayer { get; set; } = "";

    /// <summary>The image's Debian architecture.</summary>
    [Output]
    public string Architecture { get; set; } = "";

    /// <summary>The image's Debian suite.</summary>
    [Output]
    public string Suite { get; set; } = "";

    /// <summary>
    /// The name of the folder of native twins for the image's architecture, suite and mirrors; empty when the host runs
    /// the architecture itself.
    /// </summary>
    [Output]
    public string TwinName { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        var plugins = new PluginLookup(Path.GetFullPath(ProjectDirectory), PluginDirectory);
        var definition = DefinitionReader.Read(Definition, plugins);
        Architecture = definition.Bootstrap.Architecture;
        Suite = definition.Bootstrap.Suite;

        LastLayer = StepNames.Container;
        var playbooks = new List<ITaskItem>();
        foreach (var playbook in definition.Playbooks)
        {
            var item = new TaskItem(playbook.Name);
            item.SetMetadata("Predecessor", LastLayer);
            item.SetMetadata("Step", LastLayer = StepNames.Playbook(playbook.Name));
            playbooks.Add(item);
        }

        Playbooks = [.. playbooks];
        foreach (var (step, fingerprint) in StepFingerprints.Of(definition, plugins, SdkVersion))
        {
            fingerprint.WriteIfDifferent(Path.Combine(FingerprintDirectory, step + ".txt"));
        }

        if (!DebianArchitecture.Host.Runs(Architecture))
        {
            var twin = StepFingerprints.OfTwin(definition.Bootstrap, SdkVersion);
            twin.WriteIfDifferent(Path.Combine(FingerprintDirectory, "EdiNativeTwin.txt"));
            TwinName = $"{Suite.Replace('/', '-')}-{Architecture}-{twin.Digest[..16]}";
        }
    }
}
