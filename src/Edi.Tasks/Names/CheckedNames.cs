using Edi.Tasks.Incremental;

namespace Edi.Tasks.Names;

/// <summary>What was looked through when no name was misspelt. As long as it is as it was, it need not be looked through again.</summary>
/// <param name="file">The file that keeps it.</param>
internal sealed class CheckedNames(string file)
{
    private const char Separator = '\t';

    /// <param name="spoken">What names there are besides those of files, and by what they were judged.</param>
    public bool AreStill(string spoken)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        string[] lines = File.ReadAllLines(file);
        if (lines.Length == 0 || lines[0] != spoken)
        {
            return false;
        }

        for (int line = 1; line < lines.Length; line++)
        {
            string[] parts = lines[line].Split(Separator, 2);
            if (parts.Length < 2 || FileIdentity.StateOf(parts[1], isFollowed: true) != parts[0])
            {
                return false;
            }
        }

        return true;
    }

    public void Keep(string spoken, IEnumerable<(string Path, string State)> files) =>
        AtomicFile.Write(file, string.Join('\n', files.Select(looked => $"{looked.State}{Separator}{looked.Path}").Prepend(spoken)));
}
