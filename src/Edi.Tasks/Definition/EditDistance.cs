namespace Edi.Tasks.Definition;

/// <summary>Finds what was probably meant by a misspelt word.</summary>
internal static class EditDistance
{
    /// <summary>The nearest word, if a third of its letters or fewer differ; else null.</summary>
    public static string? Nearest(string word, IEnumerable<string> known) =>
        known.Select(candidate => (Word: candidate, Distance: Between(word, candidate)))
            .Where(candidate => candidate.Distance <= Math.Max(1, candidate.Word.Length / 3))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Word, StringComparer.Ordinal)
            .Select(candidate => candidate.Word)
            .FirstOrDefault();

    /// <summary>Levenshtein's distance, in which two letters that have changed places count once.</summary>
    private static int Between(string left, string right)
    {
        int[,] table = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            for (int j = 0; j <= right.Length; j++)
            {
                table[i, j] = (i, j) switch
                {
                    (0, _) or (_, 0) => i + j,
                    _ => Math.Min(
                        table[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1),
                        Math.Min(table[i - 1, j], table[i, j - 1]) + 1),
                };
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[left.Length, right.Length];
    }
}
