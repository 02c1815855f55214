using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
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

        var files = new RootFiles(sandbox, root, EdiCodes.SourceMissing, scratch: "");
        return files.FindFile(source.Path) ?? files.FindFolder(source.Path) ?? throw new EdiException([new(
            EdiCodes.SourceMissing,
            $"The root file system has no file or folder '{source.Path}', the source of {what}. Install the package that has it, or correct the path; a path without '/' at its beginning lies in the project.",
            source.Position)]);
    }

    /// <summary>Copies a partition's own files into a tree, as root's and readable for everybody.</summary>
    /// <param name="root">The root file system, which sources may be in.</param>
    /// <param name="tree">The tree's root; links in it lead nowhere else.</param>
    /// <param name="folder">The partition's place in the tree, without a slash at its end.</param>
    public static void Copy(EdiSandbox sandbox, string root, PartitionDefinition partition, string tree, string folder)
    {
        var files = new RootFiles(sandbox, tree, EdiCodes.ImageFailed, sandbox.ScratchDirectory);
        foreach (var file in partition.Files)
        {
            files.Copy(Find(sandbox, root, file.Source, $"'{file.Destination}' in partition '{partition.Name}'"), $"{folder}{file.Destination}");
        }
    }
}
