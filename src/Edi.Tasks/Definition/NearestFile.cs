namespace Edi.Tasks.Definition;

/// <summary>Finds which file or folder was probably meant by a path that leads to none.</summary>
internal static class NearestFile
{
    /// <summary>A sentence with the path that was probably meant, after a space; empty when there is none.</summary>
    /// <param name="path">The path as it is written.</param>
    /// <param name="candidates">Where it was looked for.</param>
    public static string Hint(string path, IEnumerable<string> candidates) =>
        candidates.Select(candidate => Nearest(path, candidate)).FirstOrDefault(nearest => nearest is not null) is { } meant ? $" Did you mean '{meant}'?" : "";

    // One of its names may be misspelt; the others are there.
    private static string? Nearest(string path, string candidate)
    {
        // What leads up is right, since it leads somewhere.
        string up = string.Concat(path.Split('/').TakeWhile(name => name is ".." or ".").Select(name => name + "/"));
        string below = path[Math.Min(up.Length, path.Length)..];
        string[] names = below.Split('/');
        if (below.Length == 0 || !candidate.EndsWith(below, StringComparison.Ordinal))
        {
            return null;
        }

        string begin = candidate[..^below.Length];
        for (int index = 0; index < names.Length; index++)
        {
            string folder = Path.Combine("/", begin + string.Join('/', names[..index])), rest = string.Join('/', names[(index + 1)..]);
            if (!Directory.Exists(folder))
            {
                return null;
            }

            if (Path.Exists(Path.Combine(folder, names[index])) && rest.Length > 0)
            {
                continue;
            }

            var others = new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions()).Select(entry => entry.Name)
                .Where(name => rest.Length == 0 || Path.Exists(Path.Combine(folder, name, rest)));
            return EditDistance.Nearest(names[index], others) is { } meant ? up + string.Join('/', [.. names[..index], meant, .. names[(index + 1)..]]) : null;
        }

        return null;
    }
}
