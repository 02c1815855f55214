using System.Collections.Immutable;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Reading;

/// <summary>Reads the section <c>machine</c>, whose form the schema has checked.</summary>
internal static class MachineReader
{
    private static readonly ImmutableArray<(string Name, MachineKind Kind, ImmutableArray<string> Architectures)> s_kinds =
    [
        ("q35", MachineKind.Q35, ["amd64"]),
        ("raspi3b", MachineKind.RaspberryPi3, ["arm64"]),
        ("virt", MachineKind.Virt, ["arm64", "armhf", "riscv64"]),
    ];

    /// <summary>The kind of machine for an architecture where nobody has named one; null when there is none.</summary>
    public static MachineKind? DefaultFor(string architecture)
    {
        var fitting = s_kinds.Where(kind => kind.Architectures.Contains(architecture)).ToImmutableArray();
        return fitting.IsEmpty ? null : fitting[^1].Kind;
    }

    /// <summary>The machine that the definition names, or null when it names none or says something wrong, which is reported.</summary>
    public static MachineDefinition? Read(MappingNode? section, string architecture, ProblemList problems)
    {
        if (section?.Text("type") is not { } type)
        {
            return null;
        }

        var (name, kind, architectures) = s_kinds.FirstOrDefault(known => known.Name == type.Text);
        if (name is null)
        {
            return null; // The schema has refused it.
        }

        if (!architectures.Contains(architecture))
        {
            string fitting = string.Join(", ", s_kinds.Where(known => known.Architectures.Contains(architecture)).Select(known => known.Name));
            problems.Add(
                EdiCodes.InvalidValue,
                type.Position,
                $"The machine '{name}' runs images of {string.Join(", ", architectures)}; this one is of {architecture}{(fitting.Length > 0 ? $". Use {fitting}" : ", for which there is no machine")}.");
        }

        return new(kind, Memory(section, kind, problems), Processors(section, kind, problems), type.Position);
    }

    private static long? Memory(MappingNode section, MachineKind kind, ProblemList problems)
    {
        if (section.Text("memory") is not { } text || !ByteSize.TryParse(text.Text, out long bytes))
        {
            return null;
        }

        if (kind == MachineKind.RaspberryPi3 && bytes != 1L << 30)
        {
            problems.Add(EdiCodes.InvalidValue, text.Position, $"A raspi3b has 1GiB of memory, neither more nor less; found '{text.Text}'. Leave 'memory' out.");
        }
        else if (bytes < 64L << 20 || bytes % (1 << 20) != 0)
        {
            problems.Add(EdiCodes.InvalidValue, text.Position, $"'memory' must be whole mebibytes and at least 64MiB; found '{text.Text}'.");
        }

        return bytes;
    }

    private static int? Processors(MappingNode section, MachineKind kind, ProblemList problems)
    {
        const int most = 64;
        if (section.Text("cpus") is not { } text || YamlValues.ToJson(text) is not { } value || !value.AsValue().TryGetValue(out long count))
        {
            return null;
        }

        if (kind == MachineKind.RaspberryPi3 && count != 4)
        {
            problems.Add(EdiCodes.InvalidValue, text.Position, $"A raspi3b has 4 processors, neither more nor fewer; found {count}. Leave 'cpus' out.");
        }
        else if (count > most)
        {
            problems.Add(EdiCodes.InvalidValue, text.Position, $"'cpus' must be at most {most}; found {count}.");
        }

        return (int)Math.Clamp(count, 1, most);
    }
}
