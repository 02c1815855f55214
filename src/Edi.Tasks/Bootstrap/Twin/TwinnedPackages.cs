using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Definition.Schema;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Bootstrap.Twin;

/// <summary>Reads the SDK's <c>native/programs.yml</c>.</summary>
internal static class TwinnedPackages
{
    private static readonly Lazy<SchemaNode> s_schema = new(() => DefinitionSchema.Parse(Script.Of("programs.schema.json")));

    /// <exception cref="EdiException">EDI1nnn: everything that is wrong with the list.</exception>
    public static ImmutableArray<TwinnedPackage> Read(string path)
    {
        var problems = new ProblemList();
        var list = YamlFile.Parse(RenderedText.Of(path, YamlFile.ReadText(path)), problems)
            ?? throw new EdiException([new(EdiCodes.InvalidYaml, "The list of packages is empty.", new(path, 1, 1, 1, 1))]);
        new SchemaValidator(problems).Validate(list, s_schema.Value);
        problems.ThrowIfErrors();
        return [.. ((ListNode)list).Items.Cast<MappingNode>().Select(Read)];
    }

    private static TwinnedPackage Read(MappingNode entry) => new(
        entry.Text("package")!.Text,
        Texts(entry, "only"),
        [.. (entry.Mapping("except")?.Entries ?? []).Select(program => program.Key.Text)],
        Texts(entry, "together"),
        Texts(entry, "unless"),
        [.. (entry["modules"] as ListNode)?.Items.Cast<MappingNode>().Select(ReadModules) ?? []],
        Texts(entry, "install"),
        Texts(entry, "tells"),
        Texts(entry, "texts"),
        entry.Flag("words"),
        entry.Flag("named"));

    private static ModuleFolder ReadModules(MappingNode folder) =>
        new(folder.Text("folder")!.Text, folder.Text("suffix")?.Text, folder.Flag("own"));

    private static ImmutableArray<string> Texts(MappingNode entry, string key) => [.. entry.Texts(key).Select(text => text.Text)];
}
