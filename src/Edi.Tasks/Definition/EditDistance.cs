using System.Collections.Immutable;

namespace Edi.Tasks.Definition;

/// <summary>Finds what was probably meant by a misspelt word.</summary>
internal static class EditDistance
{
    /// <summary>The nearest word, if a third of its letters or fewer differ; else null.</summary>
    public static string? Nearest(string word, IEnumerable<string> known) => NearestOf(word, known).FirstOrDefault();

    /// <summary>All words that are as near as the nearest, in the order of the alphabet.</summary>
    public static ImmutableArray<string> NearestOf(string word, IEnumerable<string> known)
    {
        var near = known.Where(candidate => Math.Abs(candidate.Length - word.Length) <= Tolerance(candidate))
            .Distinct()
            .Select(candidate => (Word: candidate, Distance: Between(word, candidate)))
            .Where(candidate => candidate.Distance <= Tolerance(candidate.Word))
            .ToLookup(candidate => candidate.Distance, candidate => candidate.Word);
        return near.Count == 0 ? [] : [.. near.MinBy(group => group.Key)!.Order(StringComparer.Ordinal)];
    }

    private static int Tolerance(string known) => Math.Max(1, known.Length / 3);

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
