using System.Globalization;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Definition.Reading;

/// <summary>Reads the section <c>verify</c>, whose form the schema has checked. Checks run in the order of the lists and of the keys.</summary>
/// <param name="plugins">Tells to which folder the paths of programs are relative.</param>
internal sealed class VerifyReader(MappingNode section, PluginLookup plugins, ProblemList problems)
{
    public VerifyDefinition Read() => new(
        Time("boot_within") ?? VerifyDefinition.Default.BootWithin,
        Time("timeout") ?? VerifyDefinition.Default.Timeout,
        [.. section.Texts("failed_units").Select(text => text.Text)],
        [.. Units(), .. Files(), .. Ports(), .. Packages(), .. Commands(), .. Programs()]);

    private TimeSpan? Time(string key)
    {
        if (section.Text(key) is not { } text || Duration.Parse(text.Text) is not { } duration)
        {
            return null; // The schema's pattern has refused it.
        }

        if (duration == TimeSpan.Zero)
        {
            problems.Add(EdiCodes.InvalidValue, text.Position, $"'{key}' must be longer than nothing; found '{text.Text}'.");
        }

        return duration;
    }

    private IEnumerable<CheckDefinition> Units() =>
        section.Texts("units").Select(text => new CheckDefinition.Unit(text.Text, text.Position));

    private IEnumerable<CheckDefinition> Packages() =>
        section.Texts("packages").Select(text => new CheckDefinition.Package(text.Text, text.Position));

    private IEnumerable<CheckDefinition> Files() =>
        (section.Mapping("files")?.Entries ?? []).OrderBy(entry => entry.Key.Text, StringComparer.Ordinal).Select(entry => Read(entry.Key, entry.Value as MappingNode));

    private static CheckDefinition.File Read(ScalarNode path, MappingNode? node) => new(
        path.Text,
        node?.Text("content")?.Text,
        node?.Text("contains")?.Text,
        node?.Text("mode")?.Text,
        node?.Text("owner")?.Text,
        node?.Text("group")?.Text,
        path.Position);

    private IEnumerable<CheckDefinition> Ports()
    {
        foreach (var text in section.Texts("ports").Where(text => !problems.Concern(text)))
        {
            string[] parts = text.Text.Split('/');
            if (!ushort.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) || port == 0)
            {
                problems.Add(EdiCodes.InvalidValue, text.Position, $"A port is a number from 1 to 65535; found '{text.Text}'.");
                continue;
            }

            yield return new CheckDefinition.Port(port, parts is [_, "udp"] ? PortProtocol.Udp : PortProtocol.Tcp, text.Position);
        }
    }

    private IEnumerable<CheckDefinition> Commands()
    {
        foreach (var (key, node) in section.Mapping("commands")?.OrderedNodes() ?? [])
        {
            if (node.Text("command") is not { } line)
            {
                continue; // The schema has asked for it.
            }

            var matches = node.Text("matches");
            if (matches is not null && !IsPattern(matches.Text))
            {
                problems.Add(EdiCodes.InvalidValue, matches.Position, $"'matches' in command '{key.Text}' must be a regular expression; found '{matches.Text}'.");
            }

            yield return new CheckDefinition.Command(key.Text, line.Text, ExitCode(key, node), node.Text("output")?.Text, matches?.Text, key.Position);
        }
    }

    private int ExitCode(ScalarNode key, MappingNode node)
    {
        if (node.Text("exit_code") is not { } text || YamlValues.ToJson(text) is not { } value || !value.AsValue().TryGetValue(out long code))
        {
            return 0;
        }

        if (code > byte.MaxValue)
        {
            problems.Add(EdiCodes.InvalidValue, text.Position, $"'exit_code' in command '{key.Text}' must be at most 255; found {code}.");
        }

        return (int)Math.Clamp(code, 0, byte.MaxValue);
    }

    private IEnumerable<CheckDefinition> Programs()
    {
        foreach (var text in section.Texts("programs").Where(text => !problems.Concern(text)))
        {
            string path = Path.Combine(plugins.FolderOf(text.Position), text.Text);
            if (!FileIdentity.IsRegularFile(path))
            {
                problems.Add(EdiCodes.FileNotFound, text.Position, MissingFile.Explain($"The program '{text.Text}'", text.Text, [path]));
            }

            yield return new CheckDefinition.Program(path, text.Position);
        }
    }

    private static bool IsPattern(string text)
    {
        try
        {
            _ = new Regex(text, RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
