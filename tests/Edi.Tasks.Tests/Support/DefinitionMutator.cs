using System.Collections.Immutable;
using System.Text;

namespace Edi.Tasks.Tests;

/// <summary>Breaks texts as people, editors and merges break them, and as nobody would.</summary>
internal sealed class DefinitionMutator(Random random)
{
    private static readonly ImmutableArray<string> s_tokens =
    [
        ":", ": ", "- ", "? ", "#", "|", ">", "|2", "&a ", "*a", "<<: *a", "!!str ", "!!int ", "!x ", "! ", "---\n", "...\n", "%YAML 1.2\n", "\t", "\r", "\r\n", "\n\n",
        "{", "}", "[", "]", ",", "'", "\"", "\\", "~", "null", "yes", "{}", "[]", "''", "<<<<<<< HEAD\n", "=======\n",
        "{{", "}}", "{{ x }}", "{{ edi_host_hostname }}", "{%", "%}", "{% if x %}", "{% endif %}", "{% for i in range(3) %}", "{% endfor %}", "{#", "#}", "{% raw %}", "{%- set x = 1 -%}",
    ];

    private static readonly ImmutableArray<string> s_values =
    [
        "", "~", "0", "-1", "1e999", "0x", "0b_", "08", "99999999999999999999999999999999", "-9223372036854775808", "1.0", "2.10", ".inf", ".nan", "1_0:2_0", "22:22", "yes", "'no'", "2026-11-25",
        "[]", "{}", "[[]]", "{a: {b: c}}", "''", "\"\\0\"", "\"\\x07\"", "\"a\\nb\"", "\"\\ud800\"", "\"\\U0001F600\"", "'\u00e4\u00f6\u00fc'", "../../etc/passwd", "/dev/zero", "/", ".", "..", "a/b", "a;b", "%3B", "$(x)", "@(x)", "*", "?",
        "deb", "deb [", "deb [a=b] http:/ x/ ", "'deb ] [ http:/a b'", "999999TiB", "0MiB", "99999999999999GiB", "linux", "root-arm64", "trixie", "true", "fakeroot", "podman-image",
    ];

    private static readonly ImmutableArray<string> s_unicode = ["\u0000", "\u0085", "\u00a0", "\u200b", "\u2028", "\u2029", "\ufeff", "\ue0a0", "\ue0a1", "\ue0a2", "\ue0a01:1\ue0a2", "\U0001f600", "\u0301", "\u202e", "\uffff", "\u00df"];

    public byte[] Mutate(byte[] text)
    {
        // Most definitions stay YAML, so that what comes after the parser is reached too.
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            text = random.Next(8) == 0 ? MutateBytes(text) : Encoding.UTF8.GetBytes(MutateText(Encoding.UTF8.GetString(text)));
        }

        return text;
    }

    private byte[] MutateBytes(byte[] bytes)
    {
        int place = random.Next(bytes.Length + 1);
        switch (random.Next(4))
        {
            case 0 when place < bytes.Length:
                bytes = [.. bytes];
                bytes[place] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                return bytes[..place];
            case 2 when place < bytes.Length:
                return [.. bytes[..place], .. bytes[(place + 1)..]];
            default:
                return [.. bytes[..place], (byte)random.Next(256), .. bytes[place..]];
        }
    }

    private string MutateText(string text)
    {
        int place = random.Next(text.Length + 1);
        return random.Next(10) switch
        {
            0 => text.Insert(place, Any(s_tokens)),
            1 => text.Insert(place, Any(s_unicode)),
            2 => text.Insert(place, string.Concat(Enumerable.Repeat(Any(["[", "{a: ", "- ", "{{", "{% if 1 %}", "? "]), random.Next(1, 200)))),
            _ => string.Join('\n', MutateLines([.. text.Split('\n')])),
        };
    }

    private List<string> MutateLines(List<string> lines)
    {
        int line = random.Next(lines.Count), other = random.Next(lines.Count);
        switch (random.Next(12))
        {
            case 0:
                lines.RemoveAt(line);
                break;
            case 1:
                lines.Insert(other, lines[line]);
                break;
            case 2:
                (lines[line], lines[other]) = (lines[other], lines[line]);
                break;
            case 3:
                lines[line] = Any([" ", "  ", "\t", "    "]) + lines[line];
                break;
            case 4:
                lines[line] = lines[line].TrimStart();
                break;
            case 5:
                lines[line] = KeyOf(lines[line]) + ValueOf(lines[other]);
                break;
            case 6:
                lines[line] = KeyOf(lines[other]) + ValueOf(lines[line]);
                break;
            default:
                lines[line] = $"{KeyOf(lines[line])} {Any(s_values)}";
                break;
        }

        return lines;
    }

    private static string KeyOf(string line) => line[..(line.IndexOf(':', StringComparison.Ordinal) + 1)];

    private static string ValueOf(string line) => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private string Any(ImmutableArray<string> choices) => choices[random.Next(choices.Length)];
}
