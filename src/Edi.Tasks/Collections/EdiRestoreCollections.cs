using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.ProjectItems;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Collections;

/// <summary>
/// Fetches the collections and roles that a <c>requirements.yml</c> names into a folder from which builds take them, without a network.
/// Ansible's own program does it, with the servers, keys and tokens of the user who builds and of the project. The folder is replaced as
/// a whole when all is there.
/// </summary>
public sealed class EdiRestoreCollections : EdiTask
{
    /// <summary>The file that names them.</summary>
    [Required]
    public string Requirements { get; set; } = "";

    /// <summary>The folder for them.</summary>
    [Required]
    public string CollectionsDirectory { get; set; } = "";

    /// <summary>The project's file.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The folder beside the definition, whose <c>ansible.cfg</c> names servers.</summary>
    [Required]
    public string DefinitionDirectory { get; set; } = "";

    /// <summary>Items <c>EdiEnvironment</c>; those for a node do not count.</summary>
    public ITaskItem[] EnvironmentItems { get; set; } = [];

    /// <summary>The log file, written anew.</summary>
    [Required]
    public string LogFile { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(CollectionsDirectory));
        Check(folder);
        var kinds = RequirementsFile.Kinds(Requirements);
        var environment = ReadEnvironment();
        using var log = new StepLog(
            LogFile,
            line => Log.LogMessage(MessageImportance.High, "{0}", line),
            line => Log.LogMessage(MessageImportance.Low, "{0}", line),
            new(environment.Where(variable => variable.IsSecret).Select(variable => variable.Current!)));
        var restore = new ToolCommand(
            "sh", ["-c", Script.Of("restore-collections.sh"), "sh", folder, Requirements, RestoredCollections.Record, RestoredCollections.Describe(Requirements), .. kinds])
        {
            Environment = Settings(environment),
        };
        try
        {
            int exitCode = new HostToolRunner(log, Cancellation).Run(Builder.Run(restore), new ToolCommand("restore-collections.sh", folder, Requirements), null);
            if (exitCode != 0)
            {
                throw new EdiException([new(
                    EdiCodes.CollectionsNotRestored,
                    $"ansible-galaxy ended with exit code {exitCode}; {(Directory.Exists(folder) ? $"{folder} is as it was" : "nothing was restored")}.",
                    new(Requirements, 1, 1, 1, 1))]);
            }
        }
        catch (EdiException e)
        {
            throw log.Explain(e);
        }

        Tell($"EdiRestoreCollections: {Describe(folder)} in {folder}.");
    }

    private void Check(string folder)
    {
        if (!File.Exists(Requirements))
        {
            throw new EdiException([new(
                EdiCodes.FileNotFound,
                $"There is no {Requirements}, which would name collections and roles. The property EdiRequirements names another file.",
                new(Project, 1, 1, 1, 1))]);
        }

        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !File.Exists(Path.Combine(folder, RestoredCollections.Record)))
        {
            throw new EdiException([new(
                EdiCodes.CollectionsNotRestored,
                $"The folder {folder} would be replaced, and somebody else has made what is in it. Remove it, or name another one: the property EdiCollectionsDirectory.",
                new(Project, 1, 1, 1, 1))]);
        }

        if (HostToolRunner.TryFindProgram("ansible-galaxy") is null)
        {
            throw new EdiException(EdiCodes.HostNotReady, "ansible-core is missing; its ansible-galaxy fetches collections. 'sudo apt-get install ansible-core' installs it.");
        }
    }

    private ImmutableArray<EnvironmentVariable> ReadEnvironment()
    {
        var problems = new ProblemList();
        var items = new EnvironmentItemReader([.. EnvironmentItems.Select(item => ProjectItemReader.WithEmpty("EdiEnvironment", item, "Value"))], problems).Read();
        problems.ThrowIfErrors();
        return [.. EnvironmentItemReader.Of("", items).Where(variable => variable.Current is not null)];
    }

    private ImmutableDictionary<string, string> Settings(ImmutableArray<EnvironmentVariable> environment)
    {
        var settings = environment.ToImmutableDictionary(variable => variable.Name, variable => variable.Current!);
        string configuration = Path.Combine(DefinitionDirectory, AnsibleConfiguration.FileName);
        return settings.TryGetValue("ANSIBLE_CONFIG", out string? named) ? settings.SetItem("ANSIBLE_CONFIG", Path.GetFullPath(HomePath.Expand(named), DefinitionDirectory))
            : File.Exists(configuration) ? settings.SetItem("ANSIBLE_CONFIG", configuration)
            : settings;
    }

    private static string Describe(string folder)
    {
        string collections = Path.Combine(folder, "ansible_collections");
        string[] found =
        [
            .. (Directory.Exists(collections) ? Directory.GetDirectories(collections) : []).Where(space => !space.EndsWith(".info", StringComparison.Ordinal))
                .SelectMany(Directory.GetDirectories).Select(collection => $"{Path.GetFileName(Path.GetDirectoryName(collection))}.{Path.GetFileName(collection)}"),
            .. Directory.GetDirectories(Path.Combine(folder, "roles")).Select(role => Path.GetFileName(role)!),
        ];
        return found is [] ? "nothing" : string.Join(", ", found.Order(StringComparer.Ordinal));
    }
}
