using System.Collections.Immutable;
using System.Text;

namespace Edi.Tasks.Processes;

/// <summary>Splits a line into words as a shell does: at blanks, with quotes and backslashes, and without anything else that a shell would replace.</summary>
internal static class ShellWords
{
    /// <summary>The words; null when a quote is not closed.</summary>
    public static ImmutableArray<string>? Split(string line)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        StringBuilder? word = null;
        char quote = '\0';
        for (int index = 0; index < line.Length; index++)
        {
            char c = line[index];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (word is not null)
                {
                    words.Add(word.ToString());
                    word = null;
                }

                continue;
            }

            word ??= new();
            if (c == '\\' && quote != '\'' && index + 1 < line.Length && (quote == '\0' || line[index + 1] is '"' or '\\' or '$' or '`'))
            {
                word.Append(line[++index]);
            }
            else if (c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && (c is '\'' or '"'))
            {
                quote = c;
            }
            else
            {
                word.Append(c);
            }
        }

        if (word is not null)
        {
            words.Add(word.ToString());
        }

        return quote == '\0' ? words.ToImmutable() : null;
    }
}
