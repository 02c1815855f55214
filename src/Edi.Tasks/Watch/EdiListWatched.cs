using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Components;
using Edi.Tasks.Definition.Overlays;
using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Incremental;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Watch;

/// <summary>Lists for 'dotnet watch' what a definition is made of, and what the steps read, as their fingerprints last told.</summary>
public sealed class EdiListWatched : EdiTask
{
    /// <summary>The definition's file; empty of a component.</summary>
    public string Definition { get; set; } = "";

    /// <summary>The folder of the fingerprints.</summary>
    [Required]
    public string FingerprintDirectory { get; set; } = "";

    /// <summary>The folders of the project and of the components that are no packages.</summary>
    public string[] Folders { get; set; } = [];

    /// <summary>Further folders in which inputs of steps are the user's own.</summary>
    public string[] InputFolders { get; set; } = [];

    /// <summary>The files to watch. Overlays are among them that are not there yet.</summary>
    [Output]
    public string[] Files { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run() =>
        Files = [.. DefinitionFiles().Concat(Folders.SelectMany(ComponentFiles)).Concat(Inputs()).Distinct().Select(EscapedText.Of)];

    private IEnumerable<string> DefinitionFiles()
    {
        if (Definition.Length == 0)
        {
            return [];
        }

        var host = HostFacts.Read();
        // dotnet watch takes no file whose folder does not exist.
        return OverlayFiles.Candidates(Definition, host.HostName, host.UserName).Prepend(Definition).Where(file => Directory.Exists(Path.GetDirectoryName(file)));
    }

    // All of them: a definition with a mistake does not tell which ones it needs.
    private static IEnumerable<string> ComponentFiles(string folder)
    {
        var component = new ImageComponent("", folder);
        return new[] { component.DefinitionFile, component.SchemaFile, component.LintFile }.Where(File.Exists)
            .Concat(Directory.Exists(component.PluginDirectory) ? Directory.EnumerateFiles(component.PluginDirectory, "*", SearchOption.AllDirectories) : []);
    }

    // dotnet watch watches the whole folder of a file with all below it, so not those in the user's home, or of the host.
    private IEnumerable<string> Inputs()
    {
        string[] folders = [.. Folders, .. InputFolders];
        return StepInputs.Read(Directory.Exists(FingerprintDirectory) ? Directory.GetFiles(FingerprintDirectory, "*.txt") : []).Paths
            .Where(path => File.Exists(path) && folders.Any(folder => InputPlaces.IsWithin(path, folder)));
    }
}
