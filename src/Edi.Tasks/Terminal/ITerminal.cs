namespace Edi.Tasks.Terminal;

/// <summary>The terminal at which somebody watches a build.</summary>
internal interface ITerminal
{
    /// <summary>How many characters a line may have now.</summary>
    int Width { get; }

    /// <summary>Writes a text at once: nothing of MSBuild's comes between.</summary>
    void Write(string text);
}
