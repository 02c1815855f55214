namespace Edi.Tasks.Definition;

/// <summary>What a documentation step reads besides its parameters: the folder of its template, from which that may include others.</summary>
internal sealed class DocumentationFiles
{
    private readonly Lazy<string[]> _texts;

    public DocumentationFiles(DocumentationStepDefinition step, InputPlaces places)
    {
        string folder = Path.GetDirectoryName(step.Path)!;
        InputPath = places.HoldsResults(folder) ? step.Path : folder;
        InputName = places.NameOf(InputPath, "/");
        Name = Path.GetFileName(step.Path);
        _texts = new(() => [.. InputTexts.Of(InputPath)]);
    }

    /// <summary>The template's name in its folder.</summary>
    public string Name { get; }

    /// <summary>The file or folder.</summary>
    public string InputPath { get; }

    /// <summary>Its name, which does not depend on where the project, its components and the SDK lie.</summary>
    public string InputName { get; }

    /// <summary>Whether a word occurs in it.</summary>
    public bool Mentions(string word) => _texts.Value.Any(text => text.Contains(word, StringComparison.Ordinal));
}
