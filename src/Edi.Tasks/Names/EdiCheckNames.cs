using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Names;

/// <summary>
/// Warns of properties, items and metadata that are misspelt ones of Edi.Sdk's (EDI0022): in the project's files, on the command line and in the
/// environment, whose variables are properties, too.
/// </summary>
public sealed class EdiCheckNames : EdiTask
{
    /// <summary>The project's file.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>Files that MSBuild imports beside it, such as Directory.Build.props; those that do not exist are passed over.</summary>
    public string[] Files { get; set; } = [];

    /// <summary>The names that there are: the file that editors complete by.</summary>
    [Required]
    public string Schema { get; set; } = "";

    /// <summary>The file that keeps what was looked through when nothing was misspelt.</summary>
    [Required]
    public string State { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        string[] ofCommandLine = [.. BuildEngine6.GetGlobalProperties().Keys.Where(ProjectFile.IsOurs).Order(StringComparer.Ordinal)];
        // Names such as EDITOR are none of MSBuild's.
        string[] ofEnvironment = [.. Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith("Edi", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        string spoken = $"{FileIdentity.StateOf(Schema, isFollowed: true)} {string.Join(' ', ofCommandLine)} | {string.Join(' ', ofEnvironment)}";
        var before = new CheckedNames(State);
        if (before.AreStill(spoken))
        {
            return;
        }

        var project = ProjectNames.Read(Files.Prepend(Project), Project, Path.GetDirectoryName(Path.GetFullPath(Schema))! + "/");
        EdiProblem[] problems =
        [
            .. new NameCheck(KnownNames.Read(Schema)).Find(
            [
                .. Spoken(ofCommandLine, ", set on the command line or by a project that refers to this one,"),
                .. Spoken(ofEnvironment, ", set in the environment,"),
                .. project.Names,
            ]),
        ];
        foreach (var problem in problems)
        {
            Report(problem);
        }

        if (problems.Length == 0)
        {
            before.Keep(spoken, project.Files);
        }
    }

    private static IEnumerable<UsedName> Spoken(IEnumerable<string> properties, string where) =>
        properties.Select(name => new UsedName(NameKind.Property, name, "", null) { Speaker = where });
}
