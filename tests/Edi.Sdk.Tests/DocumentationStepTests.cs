using Edi.Sdk.Tests.Harness;
using Edi.Tests;

namespace Edi.Sdk.Tests;

/// <summary>What a project's documentation_steps leave, by their target and in a command that calls edi.</summary>
public sealed class DocumentationStepTests
{
    private const string Documentation = "bin/Debug/small.documentation";

    private const string Steps =
        """
        documentation_steps:
          100_index:
            path: documentation_steps/rst/templates/index.rst.j2
            output: {file: index.rst}
            parameters: {edi_doc_include_packages: [], toctree_items: [setup, versions, changelog]}
          200_setup:
            path: documentation_steps/rst/templates/setup.rst.j2
            output: {file: setup.rst}
            parameters: {edi_doc_include_packages: []}
          300_versions: {path: documentation_steps/rst/templates/versions.rst.j2, output: {file: versions.rst}}
          400_changelog:
            path: documentation_steps/rst/templates/changelog.rst.j2
            output: {file: changelog.rst}
            parameters:
              edi_doc_include_changelog: true
              edi_doc_changelog_baseline: 2015-01-01 00:00:00 GMT
              edi_doc_replacements: [{pattern: '(CVE-[0-9-]+)', replacement: '`\1 <https://security-tracker.debian.org/tracker/\1>`_'}]

        """;

    [Fact]
    public async Task The_target_and_a_command_that_calls_edi_render_the_same()
    {
        using var project = new TestProject();
        DefineFewFiles(project, "  * New. Closes CVE-2024-1234.\n    - part\n");
        project.Write("plugins/notes/notes.j2", "{{ edi_doc_packages[0].package }}\n");
        (await project.BuildAsync("-t:Build;EdiRenderDocumentation")).Succeeded();
        Assert.Equal(
            "Changelog ********* alpha +++++ 2.0-1 - 02. January 2024 ------------------------ * New. Closes `CVE-2024-1234 <https://security-tracker.debian.org/tracker/CVE-2024-1234>`_. - part",
            string.Join(' ', (await ReadAsync(project, $"{Documentation}/changelog.rst")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        await SameAsync(project);

        // The steps are inputs of both, and nothing else has changed.
        project.Write("plugins/notes/notes.j2", "{{ edi_doc_packages[0].package }} {{ edi_doc_packages[0].version }}\n");
        var outcome = await project.BuildAsync("-t:Build;EdiRenderDocumentation");
        Assert.Equal(["EdiPostprocess.500_docs", "EdiRenderDocumentation"], outcome.Steps);
        Assert.Contains("EdiRenderDocumentation: $PROJECT/plugins/notes/notes.j2 changed", outcome.Output, StringComparison.Ordinal);
        Assert.Equal("alpha 2.0-1", await ReadAsync(project, $"{Documentation}/notes.txt"));
        await SameAsync(project);
        Assert.Empty((await project.BuildAsync("-t:Build;EdiRenderDocumentation")).Steps);

        (await project.BuildAsync("-t:Clean")).Succeeded();
        Assert.Empty(Directory.GetFileSystemEntries(project.PathOf("bin/Debug")));
    }

    [LongFact]
    public async Task Old_documentation_does_not_lie_beside_a_newer_image_and_a_mistake_takes_nothing_else_away()
    {
        using var project = new TestProject();
        DefineFewFiles(project, "  * New.\n");
        project.Write("plugins/notes/notes.j2", "notes\n");
        (await project.BuildAsync("-t:EdiRenderDocumentation")).Succeeded();
        Assert.False(Directory.Exists(project.PathOf("bin/Debug/docs")));
        (await project.BuildAsync()).Succeeded();
        Assert.True(Directory.Exists(project.PathOf(Documentation)));

        project.Write("plugins/notes/notes.j2", "notes\n{{ edi_doc_packages[0].nobody.knows }}\n");
        (await project.BuildAsync("-t:EdiRenderDocumentation")).FailedWith(
            $"{project.PathOf("plugins/notes/notes.j2")}(2,1,2,1): error EDI3013: The documentation step 500_notes failed. The template cannot be rendered: 'dict object' has no attribute 'nobody'.");
        Assert.False(Directory.Exists(project.PathOf(Documentation)));
        Assert.True(Directory.Exists(project.PathOf("bin/Debug/docs")));

        project.Write("plugins/notes/notes.j2", "notes\n");
        (await project.BuildAsync("-t:EdiRenderDocumentation")).Succeeded();
        project.Replace("plugins/root/root.sh", "* New.", "* Newer.");
        (await project.BuildAsync()).Succeeded();
        Assert.False(Directory.Exists(project.PathOf(Documentation)));
        Assert.Equal(["EdiRenderDocumentation"], (await project.BuildAsync("-t:EdiRenderDocumentation")).Steps);
        Assert.Contains("* Newer.", await ReadAsync(project, $"{Documentation}/changelog.rst"), StringComparison.Ordinal);
    }

    /// <summary>What others have written into a changelog is text, whatever it looks like.</summary>
    [LongTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sphinx_takes_in_no_file_of_the_user(bool isOrdinary)
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can make the user that this test builds as.");
        using var user = isOrdinary ? OrdinaryUser.Create() : null;
        using var project = new TestProject(user);
        string secret = project.PathOf("secret.txt");
        project.Write("secret.txt", "a word that only one user may read\n");
        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        DefineFewFiles(
            project,
            $"  * .. include:: {secret}\n  * .. literalinclude:: {secret}\n  * :download:`one <{secret}>` :download:`two <../../../..{secret}>`\n  * .. image:: ../../../..{secret}\n  * .. raw:: html\n       :file: {secret}\n  * .. csv-table::\n       :file: {secret}\n");
        project.Write("plugins/notes/notes.j2", "");
        (await project.BuildAsync("-t:EdiRenderDocumentation", "-p:EdiDocumentationFormats=html")).Succeeded();
        Assert.Contains("2.0-1 - 02. January 2024", await ReadAsync(project, $"{Documentation}/html/changelog.html"), StringComparison.Ordinal);
        foreach (string file in Directory.GetFiles(project.PathOf(Documentation), "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("only one user may read", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [LongFact]
    public async Task A_Debian_system_gets_release_notes_as_HTML_and_PDF()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root installs TeX.");
        using var project = new TestProject();
        project.Write(
            "plugins/playbooks/document/main.yml",
            """
            - hosts: all
              gather_facts: false
              roles: [get_edi_io.debian_setup.document_artifact]

            """);
        project.Write("configuration/documentation/packages-baseline.yml", "- {package: apt, version: '2.999'}\n- {package: dpkg, version: '99.0'}\n");
        project.Write(
            "small.yml",
            "bootstrap: {suite: trixie, additional_packages: [python3]}\n"
            + "playbooks: {100_document: {path: playbooks/document/main.yml, parameters: {document_build_setup: true, document_installed_packages: true}}}\n"
            + Steps);
        (await project.BuildAsync("-t:EdiRenderDocumentation", "-p:EdiDocumentationFormats=html%3Bpdf", "-p:EdiInstallHostTools=true")).Succeeded();
        Assert.Matches(@"\* - Configuration\s+- small\n", await ReadAsync(project, $"{Documentation}/setup.rst"));
        Assert.Matches(@"\* - apt\s+- 3\.", await ReadAsync(project, $"{Documentation}/versions.rst"));
        string changelog = await ReadAsync(project, $"{Documentation}/changelog.rst");
        string[] versionsOfApt = [.. changelog.Split("\napt\n+++\n")[1].Split("\n++")[0].Split('\n').Where(line => line.Contains(" - ", StringComparison.Ordinal) && char.IsAsciiDigit(line[0]))];
        Assert.NotEmpty(versionsOfApt);
        Assert.All(versionsOfApt, version => Assert.StartsWith("3.", version, StringComparison.Ordinal));
        Assert.DoesNotContain("\ndpkg\n++++\n", changelog, StringComparison.Ordinal);
        Assert.Contains("<h2>apt<", await ReadAsync(project, $"{Documentation}/html/changelog.html"), StringComparison.Ordinal);
        byte[] pdf = await File.ReadAllBytesAsync(project.PathOf($"{Documentation}/small.pdf"), TestContext.Current.CancellationToken);
        Assert.Equal("%PDF-"u8.ToArray(), pdf[..5]);
        Assert.InRange(pdf.Length, 100_000, int.MaxValue);
    }

    /// <summary>A root file system of a few files, with the changelog of one package, and a command that renders documentation as edi's projects do.</summary>
    private static void DefineFewFiles(TestProject project, string changes)
    {
        project.Write(
            "plugins/root/root.sh",
            $$$"""
            #!/bin/sh
            set -eu
            root={{ edi_work_directory }}/root
            doc=$root/usr/share/doc
            mkdir -p "$root/var/lib/dpkg" "$doc/edi" "$doc/alpha"
            : >"$root/var/lib/dpkg/status"
            echo 'configuration_name: small' >"$doc/edi/build.yml"
            echo "- {package: alpha, version: '2.0-1', architecture: all, source_package: alpha, status: 'ii '}" >"$doc/edi/packages.yml"
            gzip -n >"$doc/alpha/changelog.Debian.gz" <<'CHANGELOG'
            alpha (2.0-1) unstable; urgency=medium

            {{{changes}}}
             -- Ada Lovelace <ada@example.com>  Tue, 02 Jan 2024 10:00:00 +0000
            CHANGELOG
            tar --create --file {{ edi_bootstrapped_rootfs }} --directory "$root" --sort=name --mtime=@0 .

            """);
        project.Write("plugins/docs/docs.sh", "#!/bin/sh\nset -eu\n{{ edi_current_plugin_directory }}/write_docs \"$edi_project_container_root/usr/share/doc\" '{{ docs }}' '{{ edi_project_directory }}/{{ edi_configuration_name }}.yml' '{{ edi_log_level }}'\n");
        project.Write("plugins/docs/write_docs", "#!/bin/sh\nset -eu\nmkdir \"$2\"\nedi --log=\"$4\" documentation render \"$1\" \"$2\" \"$3\"\n");
        File.SetUnixFileMode(project.PathOf("plugins/docs/write_docs"), (UnixFileMode)0b111_101_101);
        project.Write(
            "small.yml",
            "preprocessing_commands: {100_root: {path: root/root.sh, output: {edi_bootstrapped_rootfs: root.tar}}}\n"
            + "postprocessing_commands: {500_docs: {path: docs/docs.sh, require_root: unshare, output: {docs: docs}}}\n"
            + Steps
            + "  500_notes: {path: notes/notes.j2, output: {file: notes.txt}}\n");
    }

    private static async Task SameAsync(TestProject project)
    {
        string[] names = [.. Directory.GetFiles(project.PathOf(Documentation)).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];
        Assert.Equal(["changelog.rst", "index.rst", "notes.txt", "setup.rst", "versions.rst"], names);
        foreach (string name in names)
        {
            Assert.Equal(await ReadAsync(project, $"{Documentation}/{name}"), await ReadAsync(project, $"bin/Debug/docs/{name}"));
        }
    }

    private static Task<string> ReadAsync(TestProject project, string path) => File.ReadAllTextAsync(project.PathOf(path), TestContext.Current.CancellationToken);
}
