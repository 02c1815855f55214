using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Definition.Reading;

/// <summary>Reads where the content of a partition comes from: a relative path lies in the project, or in the component that says it, an absolute one in the root file system.</summary>
internal static class ContentSources
{
    /// <summary>Null when the project has no such file, which is reported.</summary>
    /// <param name="what">What the file is for, for messages.</param>
    public static ContentSource? Read(ScalarNode text, string what, PluginLookup plugins, bool mayBeFolder, ProblemList problems)
    {
        if (text.Text.StartsWith('/'))
        {
            return new(text.Text, IsInProject: false, text.Position);
        }

        string path = Path.GetFullPath(Path.Combine(plugins.FolderOf(text.Position), text.Text));
        if (FileIdentity.IsRegularFile(path) || (mayBeFolder && Directory.Exists(path)))
        {
            return new(path, IsInProject: true, text.Position);
        }

        string places = Path.Exists(path) ? "" : " A relative path lies in the project's folder; one in the root file system begins with '/'.";
        problems.Add(EdiCodes.FileNotFound, text.Position, MissingFile.Explain($"The source of {what}", text.Text, [path]) + places);
        return null;
    }
}
