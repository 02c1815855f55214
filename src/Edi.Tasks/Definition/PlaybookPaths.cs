using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Definition;

/// <summary>
/// The files and folders that a text of a playbook names by a path that begins at a known place or leads through a folder
/// above. Of a path with a pattern or a template in it, the folder before that counts.
/// </summary>
internal sealed partial class PlaybookPaths
{
    // A character that nobody writes stands for each place, since a path of the host may have spaces in it.
    private const char FirstMark = '\uE000';

    private readonly string _own;
    private readonly ImmutableArray<(string Variable, string Path)> _places;

    public PlaybookPaths(PlaybookDefinition playbook, PluginLookup plugins)
    {
        _own = Path.GetDirectoryName(playbook.Path)!;
        _places =
        [
            ("edi_project_plugin_directory", plugins.ProjectPluginDirectory),
            ("edi_project_directory", plugins.ProjectDirectory),
            ("edi_edi_plugin_directory", plugins.SdkPluginDirectory),
            .. playbook.Variables.Where(variable => variable.Key == "edi_current_plugin_directory" && variable.Value is JsonValue)
                .Select(variable => (variable.Key, variable.Value!.ToString())),
            ("playbook_dir", _own),
        ];
    }

    /// <summary>What is there of all that a text names.</summary>
    /// <param name="file">Where the text stands.</param>
    public IEnumerable<string> In(string text, string file)
    {
        string role = RoleOf(file);
        ImmutableArray<(string Variable, string Path)> places = [.. _places, ("role_path", role)];
        return Named().Matches(WithMarks(text, places)).SelectMany(found =>
        {
            string path = found.Groups["path"].Value;
            bool isPattern = found.Groups["open"].Success;
            path = isPattern ? path[..(path.LastIndexOf('/') + 1)] : path;
            // Ansible looks in the folder of the file that names a path, of its role and of the playbook, and in their 'files'.
            string[] beginnings = found.Groups["place"].Success
                ? [places[found.Groups["place"].Value[0] - FirstMark].Path]
                : [Path.GetDirectoryName(file)!, role, Path.Combine(role, "files"), _own, Path.Combine(_own, "files")];
            return beginnings.Select(beginning => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, beginning)))
                .Where(full => FileIdentity.IsRegularFile(full) || ((isPattern || path.Trim('.', '/').Length > 0) && Directory.Exists(full)));
        });
    }

    private static string WithMarks(string text, ImmutableArray<(string Variable, string Path)> places)
    {
        for (int index = 0; index < places.Length; index++)
        {
            string mark = ((char)(FirstMark + index)).ToString(CultureInfo.InvariantCulture);
            text = !text.Contains(places[index].Variable, StringComparison.Ordinal) ? text : Regex.Replace(text, $@"\{{\{{-?\s*{places[index].Variable}\s*(\|[^}}]*)?-?\}}\}}|\b{places[index].Variable}\s*[~+]\s*['""](?=/)", mark);
        }

        // Parameters are rendered already. The longer of two places may lie in the shorter one.
        return places.Select((place, index) => (place.Path, Mark: ((char)(FirstMark + index)).ToString(CultureInfo.InvariantCulture)))
            .Where(place => place.Path.Length > 1)
            .OrderByDescending(place => place.Path.Length)
            .Aggregate(text, (shortened, place) => shortened.Replace(place.Path + "/", place.Mark + "/", StringComparison.Ordinal));
    }

    private string RoleOf(string file) => Role().Match(file) is { Success: true } role ? role.Groups[1].Value : _own;

    [GeneratedRegex(@"(?:(?<place>[\uE000-\uE0FF])/+|(?<![\w./-])(?=\.\./))(?<path>[\w./@+-]*)(?<open>[*?\[]|\{[{%])?")]
    private static partial Regex Named();

    [GeneratedRegex(@"^(.*/roles/[^/]+)/")]
    private static partial Regex Role();
}
