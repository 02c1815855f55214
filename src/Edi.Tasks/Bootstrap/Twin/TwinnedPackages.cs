using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using YamlDotNet.RepresentationModel;

namespace Edi.Tasks.Bootstrap.Twin;

/// <summary>Reads the SDK's <c>native/programs.yml</c>.</summary>
internal static class TwinnedPackages
{
    public static ImmutableArray<TwinnedPackage> Read(string path)
    {
        var problems = new ProblemList(path);
        var entries = Items(YamlFile.Load(path, problems), "the list of packages", problems);
        ImmutableArray<TwinnedPackage> packages = [.. entries.Select(entry => MappingReader.Of(entry, "a package", problems)).OfType<MappingReader>().Select(Read)];
        return problems.IsEmpty ? packages : throw new EdiException(problems.All);
    }

    private static TwinnedPackage Read(MappingReader entry)
    {
        var package = new TwinnedPackage(
            entry.RequiredText("package") ?? "",
            Texts(entry, "only"),
            [.. entry.Mapping("except") is { } except ? except.Node.Children.Select(child => YamlValues.KeyOf(child.Key)) : []],
            Texts(entry, "together"),
            Texts(entry, "unless"),
            [.. Modules(entry)],
            Texts(entry, "install"),
            Texts(entry, "tells"),
            Texts(entry, "texts"),
            entry.Flag("words"),
            entry.Flag("named"));
        entry.RequiredText("reason"); // For whoever reads the list.
        entry.RejectUnknownKeys();
        return package;
    }

    private static IEnumerable<ModuleFolder> Modules(MappingReader entry)
    {
        var folders = entry.Optional("modules") is { } node ? Items(node, "the list of folders", entry.Problems) : [];
        foreach (var folder in folders.Select(item => MappingReader.Of(item, "a folder of modules", entry.Problems)).OfType<MappingReader>())
        {
            yield return new(folder.RequiredText("folder") ?? "", Suffix(folder), folder.Flag("own"));
            folder.RejectUnknownKeys();
        }
    }

    // Unlike elsewhere an empty text has a meaning here: every file.
    private static string? Suffix(MappingReader folder) => folder.Optional("suffix") switch
    {
        YamlScalarNode { Value: "" } => "",
        var node => folder.Text(node, "suffix"),
    };

    private static IEnumerable<YamlNode> Items(YamlNode node, string what, ProblemList problems)
    {
        if (node is YamlSequenceNode list)
        {
            return list.Children;
        }

        problems.Add(EdiCodes.WrongKind, node, $"Expected {what}; found {MappingReader.Describe(node)}.");
        return [];
    }

    private static ImmutableArray<string> Texts(MappingReader entry, string key) => [.. entry.TextList(key).Select(item => item.Text)];
}
