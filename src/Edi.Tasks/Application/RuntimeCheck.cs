using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;

namespace Edi.Tasks.Application;

/// <summary>What an application needs at its start and would miss on the machine, where nobody sees why.</summary>
internal sealed class RuntimeCheck(ApplicationDefinition application, PublishedApplication published)
{
    private static readonly ImmutableArray<string> s_folders = ["/usr/share/dotnet", "/usr/lib/dotnet"];

    /// <exception cref="EdiException">EDI3009, when the root file system has no such runtime, or no ICU.</exception>
    public void Require(RootFiles root, string suite)
    {
        if (!published.IsSelfContained)
        {
            if (!published.HasProgram && !root.Exists("/usr/bin/dotnet"))
            {
                throw Unfit(
                    $"The application '{application.Name}' has no program of its own, and the root file system has no /usr/bin/dotnet, which its service starts. "
                    + $"Remove <UseAppHost>false</UseAppHost> from {application.Project}, or install the runtime by a playbook.");
            }

            foreach (string framework in published.Frameworks)
            {
                RequireFramework(root, framework);
            }
        }

        if (!published.IsInvariant && !HasIcu(root))
        {
            throw Unfit(
                $"The application '{application.Name}' wants ICU, the library for languages and regions, and the root file system has none: it would end as soon as it starts. "
                + $"Set <InvariantGlobalization>true</InvariantGlobalization> in {application.Project}, or install the package libicu of {(suite.Length > 0 ? suite : "the suite")} by a playbook.");
        }
    }

    private void RequireFramework(RootFiles root, string framework)
    {
        if (framework.Split(' ') is [var name, var version]
            && !s_folders.Any(folder => root.Matches($"{folder}/shared/{name}", FrameworkVersions.Accepted(version, published.RollForward))))
        {
            throw Unfit(
                $"The application '{application.Name}' needs the shared framework {name} {version}, and the root file system has none in {string.Join(" or ", s_folders)}, where a program looks for it. "
                + $"Set <SelfContained>true</SelfContained> in {application.Project}, or install the runtime by a playbook.");
        }
    }

    // Some applications bring it along.
    private bool HasIcu(RootFiles root) =>
        root.Matches("/usr/lib", "*/libicuuc.so.*", "libicuuc.so.*")
        || Directory.EnumerateFiles(published.Directory, "libicuuc.so*").Any();

    private EdiException Unfit(string message) => new([new(EdiCodes.ApplicationUnfit, message, application.Position)]);
}
