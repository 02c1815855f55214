using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Definition.ProjectItems;

/// <summary>Reads the references to .NET applications, items <c>ProjectReference</c> with the metadata <c>EdiInstallPath</c>.</summary>
internal sealed partial class ApplicationItemReader(string architecture, ProblemList problems)
{
    private static readonly string[] s_metadata = ["EdiInstallPath", "EdiService", "EdiServiceFile", "EdiConfigurationFiles", "EdiBase"];

    private readonly ProjectPositions _positions = new();

    public ImmutableArray<ApplicationDefinition> Read(ImmutableArray<ProjectItem> items)
    {
        ImmutableArray<ApplicationDefinition> applications = [.. items.Select(Read)];
        foreach (var twice in applications.GroupBy(application => application.Name).SelectMany(named => named.Skip(1)))
        {
            problems.Add(EdiCodes.OutputConflict, twice.Position, $"Two applications are called '{twice.Name}', and steps have their names. Rename one of the projects; one that is referenced twice is installed once.");
        }

        RefuseTwice(applications, application => application.InstallPath, "the folder");
        RefuseTwice(applications, application => application.Service?.Unit ?? "", "the service");

        if (applications is [var first, ..] && DebianArchitecture.Find(architecture)?.RuntimeIdentifier is null)
        {
            problems.Add(EdiCodes.ApplicationUnfit, first.Position, $".NET has no runtime for {architecture}, so the application '{first.Name}' cannot be on this image.");
        }

        return applications;
    }

    private ApplicationDefinition Read(ProjectItem item)
    {
        var position = _positions.Find(item);
        string folder = Path.GetDirectoryName(item.File)!;
        string project = Path.GetFullPath(item.Name.Replace('\\', '/'), folder), name = Path.GetFileNameWithoutExtension(project);
        RefuseUnknown(item, position);
        if (!StepName().IsMatch(name))
        {
            problems.Add(EdiCodes.InvalidValue, position, $"An application's project gives a step its name, so it has letters of English, digits, '_', '-' and '.', at most 100, and begins with a letter, a digit or '_'; found '{name}'. Rename the project's file.");
        }

        if (!FileIdentity.IsRegularFile(project))
        {
            problems.Add(EdiCodes.FileNotFound, position, MissingFile.Explain($"The application's project '{item.Name}'", item.Name.Replace('\\', '/'), [project]));
        }

        return new(
            name,
            project,
            InstallPath(item.Metadata.GetValueOrDefault("EdiInstallPath", ""), position),
            Service(item, Path.GetDirectoryName(project)!, position),
            [.. Configuration(item, folder, position)],
            position);
    }

    /// <summary>Reports metadata of other references that mean nothing.</summary>
    public void Check(IEnumerable<ProjectItem> references)
    {
        foreach (var reference in references)
        {
            RefuseUnknown(reference, _positions.Find(reference));
        }
    }

    private void RefuseTwice(ImmutableArray<ApplicationDefinition> applications, Func<ApplicationDefinition, string> of, string what)
    {
        foreach (var twice in applications.Where(application => of(application).Length > 0).GroupBy(of).SelectMany(same => same.Skip(1)))
        {
            problems.Add(EdiCodes.OutputConflict, twice.Position, $"Another application has {what} {of(twice)}. Give '{twice.Name}' one of its own.");
        }
    }

    private void RefuseUnknown(ProjectItem item, SourcePosition position)
    {
        foreach (string name in item.Metadata.Keys.Where(name => name.StartsWith("Edi", StringComparison.OrdinalIgnoreCase)).Except(s_metadata, StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal))
        {
            string hint = EditDistance.Nearest(name, s_metadata) is { } nearest ? $" Did you mean '{nearest}'?" : "";
            problems.Add(EdiCodes.UnknownKey, position, $"'{name}' is not a metadata of {item.Type} '{item.Name}'.{hint} Known: {string.Join(", ", s_metadata)}.");
        }
    }

    private string InstallPath(string path, SourcePosition position)
    {
        if (path.Length == 0)
        {
            problems.Add(EdiCodes.MissingKey, position, "EdiInstallPath, the application's folder on the image, is missing. Set it, as EdiInstallPath=\"/opt/gateway\".");
            return path;
        }

        if (!path.StartsWith('/') || path.TrimEnd('/').Length == 0 || path.Split('/').Contains(".."))
        {
            problems.Add(EdiCodes.InvalidValue, position, $"EdiInstallPath must be a folder of the image's root file system, such as /opt/gateway; found '{path}'.");
        }

        return path.TrimEnd('/');
    }

    private ServiceDefinition? Service(ProjectItem item, string applicationFolder, SourcePosition position)
    {
        string unit = item.Metadata.GetValueOrDefault("EdiService", ""), file = item.Metadata.GetValueOrDefault("EdiServiceFile", "");
        if (unit.Length == 0)
        {
            if (file.Length > 0)
            {
                problems.Add(EdiCodes.MissingKey, position, $"EdiServiceFile names the file of a service, and EdiService, the service's name, is missing. Set it, as EdiService=\"{Path.GetFileName(file)}\".");
            }

            return null;
        }

        if (!UnitName().IsMatch(unit))
        {
            problems.Add(EdiCodes.InvalidValue, position, $"EdiService must be the name of a service of systemd, such as gateway.service; found '{unit}'.");
            return null;
        }

        if (file.Length == 0)
        {
            string beside = Path.Combine(applicationFolder, unit);
            return new(unit, File.Exists(beside) ? Startable(beside, position) : null);
        }

        string named = Path.GetFullPath(file.Replace('\\', '/'), Path.GetDirectoryName(item.File)!);
        if (!File.Exists(named))
        {
            problems.Add(EdiCodes.FileNotFound, position, $"The file of the service '{unit}', {named}, does not exist. Without EdiServiceFile, {unit} beside the application's project is taken, or one is written.");
        }

        return new(unit, Startable(named, position));
    }

    private string Startable(string file, SourcePosition position)
    {
        if (File.Exists(file) && !File.ReadLines(file).Any(line => line.Trim() == "[Install]"))
        {
            problems.Add(new EdiProblem(
                EdiCodes.UnitNotEnabled,
                $"The unit {file} has no section [Install], so it does not start with the machine. Add one, with 'WantedBy=multi-user.target'; or silence this if another unit starts it.",
                position)
            { IsWarning = true });
        }

        return file;
    }

    private IEnumerable<string> Configuration(ProjectItem item, string folder, SourcePosition position)
    {
        var names = new HashSet<string>();
        foreach (string file in item.Metadata.GetValueOrDefault("EdiConfigurationFiles", "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string path = Path.GetFullPath(file.Replace('\\', '/'), folder);
            if (!FileIdentity.IsRegularFile(path))
            {
                problems.Add(EdiCodes.FileNotFound, position, MissingFile.Explain($"The configuration file '{file}' of EdiConfigurationFiles", file.Replace('\\', '/'), [path]));
            }

            if (!names.Add(Path.GetFileName(path)))
            {
                problems.Add(EdiCodes.OutputConflict, position, $"Two files of EdiConfigurationFiles are called '{Path.GetFileName(path)}', and all lie in one folder. Rename one.");
            }

            yield return path;
        }
    }

    // As the schema has it for nodes: it becomes a tag of an image.
    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$")]
    private static partial Regex StepName();

    // See systemd.unit(5).
    [GeneratedRegex(@"^[A-Za-z0-9:_.\\-]+\.service$")]
    private static partial Regex UnitName();
}
