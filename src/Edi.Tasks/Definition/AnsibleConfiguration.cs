using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition;

/// <summary>An <c>ansible.cfg</c>, read as Ansible does: by the rules of Python's configparser, with comments after a semicolon.</summary>
internal sealed partial class AnsibleConfiguration
{
    /// <summary>The file's name, by which Ansible finds it.</summary>
    public const string FileName = "ansible.cfg";

    private AnsibleConfiguration(string file, ImmutableArray<ConfiguredSetting> settings, ImmutableArray<EdiProblem> problems) =>
        (File, Settings, Problems) = (file, settings, problems);

    /// <summary>No file.</summary>
    public static AnsibleConfiguration None { get; } = new("", [], []);

    /// <summary>The file; empty of <see cref="None"/>.</summary>
    public string File { get; }

    public ImmutableArray<ConfiguredSetting> Settings { get; }

    /// <summary>Why Ansible would refuse the file.</summary>
    public ImmutableArray<EdiProblem> Problems { get; }

    /// <param name="file">Empty for none.</param>
    public static AnsibleConfiguration Read(string file) => file.Length == 0 ? None : Parse(System.IO.File.ReadAllLines(file), file);

    /// <summary>A setting's value; null when the file does not say it.</summary>
    public ConfiguredSetting? Find(string section, string key) => Settings.FirstOrDefault(setting => setting.Section == section && setting.Key == key);

    /// <summary>The paths in a list of them, as they are meant in the file; relative ones begin in its folder.</summary>
    public IEnumerable<string> PathsIn(string value) => PathsIn(value, Path.GetDirectoryName(File)!);

    /// <param name="value">Paths with colons between them.</param>
    /// <param name="folder">Where relative ones begin.</param>
    public static IEnumerable<string> PathsIn(string value, string folder) => value
        .Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(path => HomePath.Expand(path.Replace("{{CWD}}", folder, StringComparison.Ordinal)))
        .Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, folder)));

    private static AnsibleConfiguration Parse(string[] lines, string file)
    {
        var settings = new List<ConfiguredSetting>();
        var problems = ImmutableArray.CreateBuilder<EdiProblem>();
        string? section = null;
        int indent = 0;
        bool isOpen = false; // Whether a line that is deeper goes on with the value before it.
        for (int index = 0; index < lines.Length; index++)
        {
            string text = WithoutComment(lines[index]);
            if (text.Length == 0)
            {
                continue;
            }

            var place = new SourcePosition(file, index + 1, 1, index + 1, lines[index].Length + 1);
            int depth = lines[index].TakeWhile(char.IsWhiteSpace).Count();
            if (isOpen && depth > indent)
            {
                settings[^1] = settings[^1] with { Value = $"{settings[^1].Value}\n{text}" };
            }
            else if (Header().Match(text) is { Success: true } header)
            {
                (section, isOpen) = (header.Groups[1].Value, false);
            }
            else if (section is null)
            {
                problems.Add(new(EdiCodes.AnsibleConfigurationInvalid, $"The setting '{text}' stands before the first section. Write a line such as [defaults] before it.", place));
            }
            else if (Assignment().Match(text) is { Success: true } assignment)
            {
                var setting = new ConfiguredSetting(section, assignment.Groups[1].Value.ToLowerInvariant(), assignment.Groups[2].Value, place);
                if (settings.Find(other => other.Section == section && other.Key == setting.Key) is { } first)
                {
                    problems.Add(new(EdiCodes.AnsibleConfigurationInvalid, $"The setting '{setting.Key}' is in line {first.Position.Line} of the section [{section}] already. Remove one of the two.", place));
                }

                settings.Add(setting);
                (indent, isOpen) = (depth, true);
            }
            else
            {
                problems.Add(new(EdiCodes.AnsibleConfigurationInvalid, $"A line must be a section such as [defaults], a setting such as 'forks = 10', or a comment; found '{text}'.", place));
            }
        }

        return new(file, [.. settings], problems.ToImmutable());
    }

    // Of an inline comment a blank is before the semicolon.
    private static string WithoutComment(string line) =>
        line.TrimStart() is ['#' or ';', ..] ? "" : InlineComment().Replace(line, "").Trim();

    [GeneratedRegex(@"^\[([^\]]+)\]")]
    private static partial Regex Header();

    [GeneratedRegex(@"^([^=:]*[^=:\s])\s*[=:]\s*(.*)$")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\s;.*$")]
    private static partial Regex InlineComment();
}

/// <summary>A setting in an <c>ansible.cfg</c>.</summary>
/// <param name="Key">In small letters, as Ansible takes it.</param>
internal sealed record ConfiguredSetting(string Section, string Key, string Value, SourcePosition Position);
