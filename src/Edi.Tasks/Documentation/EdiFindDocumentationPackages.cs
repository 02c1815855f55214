using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Documentation;

/// <summary>
/// Tells what the host needs besides the SDK's own tools to render documentation. Fails with EDI3014 where there is nothing to
/// render: before anything is built.
/// </summary>
public sealed class EdiFindDocumentationPackages : EdiTask
{
    /// <summary>The file that Sphinx begins with.</summary>
    private const string Index = "index.rst";

    /// <summary>The file in which <see cref="EdiReadDefinition"/> has left the definition.</summary>
    [Required]
    public string Definition { get; set; } = "";

    /// <summary>Debian packages.</summary>
    [Output]
    public string[] Packages { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        var definition = ResolvedDefinition.Read(Definition);
        var problems = FindProblems(definition);
        if (!problems.IsEmpty)
        {
            throw new EdiException(problems);
        }

        Packages = [.. DocumentationFormats.RendererPackages, .. DocumentationFormats.PackagesOf(definition.Documentation!.Formats)];
    }

    internal static ImmutableArray<EdiProblem> FindProblems(ImageDefinition definition)
    {
        var documentation = definition.Documentation!;
        var place = new SourcePosition(definition.Path, 1, 1, 1, 1);
        if (definition.DocumentationSteps.IsEmpty)
        {
            return [new(EdiCodes.NothingToDocument, "The definition has no section 'documentation_steps', so there is no documentation to render. Add a step, such as documentation_steps: {100_versions: {path: documentation_steps/rst/templates/versions.rst.j2, output: {file: versions.rst}}}.", place)];
        }

        if (!definition.HasContainer && documentation.Input.Length == 0)
        {
            return [new(EdiCodes.NothingToDocument, "The definition makes no root file system, so there is nothing to render documentation of. The property EdiDocumentationInput names a folder like an image's /usr/share/doc instead: 'dotnet build -t:EdiRenderDocumentation -p:EdiDocumentationInput=FOLDER'.", place)];
        }

        return documentation.Formats.IsEmpty || definition.DocumentationSteps.Any(step => step.OutputFile == Index)
            ? []
            : [new(EdiCodes.NothingToDocument, $"Sphinx makes {string.Join(" and ", documentation.Formats)} of the file {Index}, which no documentation step makes. Add a step with the template documentation_steps/rst/templates/index.rst.j2 and the output {Index}, or unset EdiDocumentationFormats.", definition.DocumentationSteps[0].Position)];
    }
}
