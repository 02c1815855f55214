using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;

namespace Edi.Tasks.Application;

/// <summary>
/// Puts an application into a root file system: its files as root's and readable for everybody, its configuration below /etc,
/// its service enabled. No program of the root file system runs, so its architecture does not matter.
/// </summary>
internal sealed class ApplicationInstallation(StepContext context, ApplicationDefinition application)
{
    private const string Units = "/usr/lib/systemd/system";

    private readonly string _step = StepNames.Application(application.Name);

    /// <summary>Returns the size of the published files, in bytes.</summary>
    public long Run(string baseDigest, PublishedApplication published, string digest)
    {
        string name = context.Names.Container(_step);
        using var sandbox = (context with { VisibleFolders = [published.Directory, .. OwnFiles.Select(file => Path.GetDirectoryName(file)!)] }).StartSandbox(container: name);
        using (var container = new BuildahEngine(sandbox, context.CacheDirectory).Create(name, LayerDigest.Read(baseDigest)))
        {
            var root = new RootFiles(sandbox, container.RootDirectory, EdiCodes.ApplicationUnfit, sandbox.ScratchDirectory);
            new RuntimeCheck(application, published).Require(root, context.Definition.Suite);
            Install(root, published);
            LayerDigest.Write(digest, container.Commit(context.Names.Image(_step)));
        }

        sandbox.Complete();
        return Incremental.FileTree.SizeOf(published.Directory);
    }

    private IEnumerable<string> OwnFiles => application.ConfigurationFiles.Concat(application.Service?.File is { } file ? [file] : []);

    private void Install(RootFiles root, PublishedApplication published)
    {
        root.Copy(published.Directory, application.InstallPath);
        foreach (string file in application.ConfigurationFiles)
        {
            // Administrators look for it in /etc, the application in its own folder.
            string configuration = $"{application.ConfigurationFolder}/{Path.GetFileName(file)}";
            root.Copy(file, configuration);
            root.Link(configuration, $"{application.InstallPath}/{Path.GetFileName(file)}");
        }

        if (application.Service is { } service)
        {
            string unit = $"{Units}/{service.Unit}";
            if (service.File is { } file)
            {
                root.Copy(file, unit);
            }
            else
            {
                root.Write(ServiceUnit.Text(application, service, published), unit);
            }

            root.EnableUnit(service.Unit);
        }
    }
}
