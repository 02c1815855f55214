using System.Collections.Immutable;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Names;

/// <summary>The names in a project's files, and in those that they import by plain paths.</summary>
/// <param name="Files">What was looked through, also what is not there, with its state before it was.</param>
internal sealed record ProjectNames(ImmutableArray<UsedName> Names, ImmutableArray<(string Path, string State)> Files)
{
    /// <param name="files">The project and what surrounds it; files that do not exist are passed over.</param>
    /// <param name="project">The project's file.</param>
    /// <param name="sdk">The folder whose files are the SDK's.</param>
    public static ProjectNames Read(IEnumerable<string> files, string project, string sdk)
    {
        var names = ImmutableArray.CreateBuilder<UsedName>();
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        var next = new Queue<string>(files);
        while (next.TryDequeue(out string? path))
        {
            if (path.StartsWith(sdk, StringComparison.Ordinal) || !read.TryAdd(path, FileIdentity.StateOf(path, isFollowed: true)) || !File.Exists(path))
            {
                continue;
            }

            var file = ProjectFile.Read(path, project);
            names.AddRange(file.Names);
            foreach (string import in file.Imports)
            {
                next.Enqueue(import);
            }
        }

        return new(names.ToImmutable(), [.. read.Select(file => (file.Key, file.Value))]);
    }
}
