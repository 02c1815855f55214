using System.Text.RegularExpressions;

namespace Edi.Tasks.Definition;

/// <summary>
/// What a command reads besides its rendered script: its template's folder, and the files and folders of the project and of its
/// component that the script and the variables of its environment name.
/// </summary>
internal sealed partial class CommandInputs(CommandDefinition command, PluginLookup plugins, InputPlaces places)
{
    /// <summary>Each with a name that does not depend on where it lies.</summary>
    public IEnumerable<(string Name, string Path)> Files
    {
        get
        {
            string own = Path.GetDirectoryName(command.Path)!;
            bool isAmongOthers = places.HoldsResults(own);
            yield return isAmongOthers ? (Path.GetFileName(command.Path), command.Path) : ("", own);
            string texts = string.Join('\n', command.Environment.Select(variable => variable.Current).Prepend(command.Script));
            foreach (var named in NamedFiles.In(texts, plugins.ProjectDirectory, places, isAmongOthers ? command.Path : own))
            {
                yield return named;
            }

            // It begins in the project's folder, so what it names of its component, it names by a whole path.
            if (plugins.Components.FirstOrDefault(component => component.Has(command.Path)) is { } home && command.Script.Contains(home.PluginDirectory, StringComparison.Ordinal))
            {
                foreach (var (name, path) in NamedFiles.In(command.Script, home.PluginDirectory, places, own))
                {
                    yield return ($"{home.Label}/{name}", path);
                }
            }
        }
    }

    /// <summary>Whether the script, or a file that it may use, says 'documentation render', as who calls edi for that does.</summary>
    public bool RenderDocumentation => Files.SelectMany(file => InputTexts.Of(file.Path)).Prepend(command.Script).Any(text => Render().IsMatch(text));

    // Between the two words may be quotes and a comma, in a list of Python.
    [GeneratedRegex(@"\bdocumentation\W{1,9}render\b")]
    private static partial Regex Render();
}
