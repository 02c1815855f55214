using System.Collections.Immutable;
using System.Text.Json;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Documentation;

/// <summary>
/// Makes HTML and PDF of rendered documentation. What it reads are changelogs that others have written, so it runs as nobody in a
/// folder in memory, and neither takes in other files nor lets TeX read or start what it likes.
/// </summary>
/// <param name="folder">The folder with the rendered files, which gets the results.</param>
/// <param name="project">The title's first part.</param>
/// <param name="version">Its second.</param>
internal sealed class Sphinx(EdiSandbox sandbox, string folder, string project, string version)
{
    private const string Work = "/tmp/edi-documentation";

    // A changelog may have a character that no font of TeX has; what is left of the text is worth a PDF.
    private const string MakePdf =
        """
        cd "$0"
        for document in *.tex; do
          latexmk -pdf -dvi- -ps- -f -interaction=nonstopmode "$document" || [ -s "${document%.tex}.pdf" ]
        done
        """;

    private static readonly ImmutableArray<string> s_asNobody =
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"];

    private string Configuration =>
        $"""
        # A documentation step with the output conf.py makes another one.
        project = {JsonSerializer.Serialize(project)}
        release = version = {JsonSerializer.Serialize(version)}
        author = ""
        extensions = []
        html_theme = "alabaster"
        html_copy_source = False

        """;

    /// <param name="formats">Those of <see cref="DocumentationFormats"/>; none makes nothing.</param>
    public void Make(ImmutableArray<string> formats)
    {
        if (formats.IsEmpty)
        {
            return;
        }

        Prepare();
        if (formats.Contains(DocumentationFormats.Html))
        {
            Build("html");
            Require("keep the HTML", "cp", "--recursive", "--no-dereference", $"{Work}/html", $"{folder}/html");
        }

        if (formats.Contains(DocumentationFormats.Pdf))
        {
            Build("latex");
            Require("make a PDF", [.. s_asNobody, "sh", "-euc", MakePdf, $"{Work}/latex"]);
            Require("keep the PDF", "sh", "-euc", "for document in \"$0\"/*.pdf; do [ ! -L \"$document\" ] && [ -f \"$document\" ] && cp \"$document\" \"$1\"; done", $"{Work}/latex", folder);
        }

        // Nobody could make links of them, which a reader would follow.
        Require("check the result", "find", folder, "!", "-type", "f", "!", "-type", "d", "-delete");
    }

    private void Prepare()
    {
        Require("begin", "mkdir", "-p", $"{Work}/source");
        Require("begin", "cp", "--recursive", $"{folder}/.", $"{Work}/source");
        // Written last where the project has none; the other one holds for both.
        Require("begin", new ToolCommand("sh", "-euc", "[ -e \"$0\" ] || cat >\"$0\"", $"{Work}/source/conf.py") { StandardInput = Configuration });
        Require("begin", new ToolCommand("tee", $"{Work}/source/docutils.conf") { StandardInput = "[general]\nfile_insertion_enabled: no\nraw_enabled: no\n" });
        Require("begin", "chown", "--recursive", "65534:65534", Work);
    }

    private void Build(string builder) =>
        Require($"make {builder}", [.. s_asNobody, "sphinx-build", "-b", builder, "-d", $"{Work}/doctrees", $"{Work}/source", $"{Work}/{builder}"]);

    private void Require(string what, params ImmutableArray<string> words) => Require(what, new ToolCommand(words[0], words[1..]));

    private void Require(string what, ToolCommand command)
    {
        int exitCode = sandbox.Run(command with
        {
            Environment = command.Environment.SetItems(
            [
                new("HOME", Work), new("TMPDIR", "/tmp"), new("TEXMFVAR", $"{Work}/texmf"),
                new("openin_any", "p"), new("openout_any", "p"), new("shell_escape", "f"), new("FORCE_SOURCE_DATE", "1"),
            ]),
        });
        if (exitCode != 0)
        {
            throw new EdiException(EdiCodes.DocumentationToolFailed, $"Sphinx could not {what}: '{command.Program}' ended with exit code {exitCode}.");
        }
    }
}
