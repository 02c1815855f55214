using System.Collections.Immutable;
using Edi.Tasks.Compatibility;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Documentation;

/// <summary>The documentation of an image, from its packages' changelogs to what Sphinx makes of the rendered text.</summary>
/// <param name="folder">The folder for the result.</param>
internal sealed class DocumentationRun(StepContext context, string folder)
{
    private const string DocumentationInRoot = "/usr/share/doc";

    private readonly DocumentationDefinition _documentation = context.Definition.Documentation!;
    private readonly string _partial = AtomicFile.Partial(folder);

    /// <summary>Returns what is worth a warning.</summary>
    /// <param name="baseDigest">The digest file of the layer whose packages are documented; empty when a folder takes its place.</param>
    public ImmutableArray<EdiProblem> Run(string baseDigest)
    {
        bool isOfLayer = _documentation.Input.Length == 0;
        string name = context.Names.Container(StepNames.Documentation);
        AtomicFile.Delete([_partial]);
        Directory.CreateDirectory(_partial);
        ImmutableArray<EdiProblem> warnings;
        using (var sandbox = (isOfLayer ? context : context with { VisibleFolders = [_documentation.Input] }).StartSandbox(container: isOfLayer ? name : null))
        {
            var edi = EdiProgram.Write(sandbox, context.Definition, rendersDocumentation: true);
            if (isOfLayer)
            {
                using var container = new BuildahEngine(sandbox, context.CacheDirectory).Create(name, LayerDigest.Read(baseDigest));
                string root = container.RootDirectory;
                warnings = Render(sandbox, edi, edi.Render(root + DocumentationInRoot, _partial, context.Definition.Path).With("edi_project_container_root", root));
            }
            else
            {
                warnings = Render(sandbox, edi, edi.Render(_documentation.Input, _partial, context.Definition.Path));
            }

            new Sphinx(sandbox, _partial, context.Definition.Name, _documentation.Version).Make(_documentation.Formats);
            sandbox.Complete();
        }

        AtomicFile.Move(_partial, folder);
        return warnings;
    }

    private ImmutableArray<EdiProblem> Render(EdiSandbox sandbox, EdiProgram edi, ToolCommand command)
    {
        int exitCode = sandbox.Run(command);
        var problems = edi.ReadProblems();
        if (exitCode == 0)
        {
            return [.. problems.Select(problem => new EdiProblem(EdiCodes.ImageNotDocumented, $"{problem.Message} The role get_edi_io.debian_setup.document_artifact writes it, with the parameters document_build_setup and document_installed_packages.") { IsWarning = true })];
        }

        throw problems.IsEmpty
            ? new EdiException(EdiCodes.DocumentationToolFailed, $"The documentation was not rendered: the program edi ended with exit code {exitCode}.")
            : new EdiException([.. problems.Select(Explain)]);
    }

    private EdiProblem Explain(EdiProgramProblem problem) => new(
        EdiCodes.DocumentationFailed,
        problem.Step.Length == 0 ? problem.Message : $"The documentation step {problem.Step} failed. {problem.Message}",
        problem.Line > 0
            ? new(problem.File, problem.Line, 1, problem.Line, 1)
            : context.Definition.DocumentationSteps.FirstOrDefault(step => step.Name == problem.Step)?.Position);
}
