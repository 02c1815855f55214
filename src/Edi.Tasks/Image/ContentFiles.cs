using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>Files that the layout names, of the project and of the root file system.</summary>
internal static class ContentFiles
{
    /// <summary>Where the sandbox sees a source. Links on the way lead into the root file system, never to the host.</summary>
    /// <param name="what">What the file is for, for messages.</param>
    /// <exception cref="EdiException">EDI5003, when the root file system has no such file.</exception>
    public static string Find(IToolRunner sandbox, string root, ContentSource source, string what)
    {
        if (source.IsInProject)
        {
            return source.Path;
        }

        string found = "";
        int exitCode = sandbox.Run(new ToolCommand("chroot", root, "/usr/bin/readlink", "-e", source.Path), line => found = line);
        return exitCode == 0 ? root + found : throw new EdiException([new(
            EdiCodes.SourceMissing,
            $"The root file system has no '{source.Path}', the source of {what}. Install the package that has it, or correct the path; a path without '/' at its beginning lies in the project.",
            source.Position)]);
    }

    /// <summary>Copies a partition's own files into a folder, as root's and readable for everybody.</summary>
    public static void Copy(EdiSandbox sandbox, string root, PartitionDefinition partition, string folder)
    {
        foreach (var file in partition.Files)
        {
            string source = Find(sandbox, root, file.Source, $"'{file.Destination}' in partition '{partition.Name}'");
            sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("sh", "-c", Script.Of("copy-content.sh"), "copy-content.sh", source, folder + file.Destination));
        }
    }
}
