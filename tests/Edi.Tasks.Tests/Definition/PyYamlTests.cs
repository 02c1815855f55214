using System.Text;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

/// <summary>Values are what PyYAML's safe loader makes of the same text: for templates, and for Ansible. The host's own PyYAML tells.</summary>
public sealed class PyYamlTests : IDisposable
{
    private const string Compare = """
        import json, sys, yaml
        render, cases = json.load(sys.stdin)
        exec(render.rsplit("main()", 1)[0])
        loaders = [yaml.SafeLoader] + ([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])

        def load(text, loader):
            try:
                return json.loads(text)  # as Ansible does it
            except ValueError:
                return yaml.load(text, loader)

        for case in cases:
            try:
                expected = repr(yaml.safe_load(case["yaml"]))
            except ValueError:
                continue  # PyYAML comes to grief, as at the 30th of February
            found = [repr(value_of(json.loads(case["json"])))] + [repr(load(case["written"], loader)) for loader in loaders]
            for value in found:
                if value != expected:
                    print("%r: %s instead of %s" % (case["yaml"], value, expected))
        print("%d cases" % len(cases))
        """;

    private readonly HostToolFixture _tools = new();

    public void Dispose() => _tools.Dispose();

    [Fact]
    public void Mappings_and_their_order_are_PyYAMLs() => Check(
    [
        "{80: http, 443: https}",
        "{on: 1, off: 2, '~': 3, ~: 4}",
        "? 2024-02-29\n: leap\n? 2024-02-29 10:00:00\n: ten\n",
        "{1.5: a, .inf: b, -.inf: c, 0x1F: d, 0o17: e, '0x1F': f}",
        "{a: {1: {true_: x, yes: {no: [1, 2024-02-29, .inf, '!!int 1']}}}}",
        "{'!!int 80': text, 80: number, '!!str x': text, '!! 1': text}",
        "base: &base {a: 1, b: {c: 2}, 3: x}\nmine: {z: 0, <<: *base, b: 5, y: 1}\n",
        "one: &one {a: 1, b: 1}\ntwo: &two {b: 2, c: 2}\nboth: {b: 0, <<: [*one, *two], d: 3}\n",
        "one: &one {a: 1, b: 1}\ntwo: &two {<<: *one, b: 2, c: 2}\nthree: {<<: *two, a: 9}\n",
        "one: &one {a: 1, b: 1}\ntwo: {<<: *one, c: 2, <<: {b: 3, d: 4}}\n",
        "{1: a, <<: {1: b, 2: c}}",
        "{emoji: 😀, 'é': \"\\u00e9 \\n \\t \\\\ \\\" {{ x }}\", 😀: 1}",
        $"{{? {new string('k', 3000)} : 1, 80: 2}}",
        "{n: 1.0e+20, m: 1.0e-20, 80: 99999999999999999999999}",
        "[]", "{}", "", "- ~\n- ''\n- |\n  block\n- >\n  folded\n  text\n",
    ]);

    [Theory]
    [InlineData("0123456789_+-.:eExbaf", 4000)]
    [InlineData("01_:.", 2000)]
    [InlineData("TtZ0123456789-:.+", 2000)]
    [InlineData("yYnNeEsSoOtTrRuUfFaAlL~", 1000)]
    public void Plain_texts_are_PyYAMLs(string characters, int count)
    {
        var random = new Random(characters.Length);
        Check([.. Enumerable.Range(0, count).Select(_ => new string(random.GetItems<char>(characters, random.Next(1, 8)))).Where(IsPlain)]);
    }

    [Fact]
    public void Times_are_PyYAMLs()
    {
        var random = new Random(1);
        string[] separators = ["T", "t", " ", "  "], zones = ["", "Z", " Z", "+1", "-01", " +01:30", "-23:59", "+24:00", " -0:30", "z"], fractions = ["", ".", ".5", ".123456", ".1234567"];
        Check(
        [
            .. Enumerable.Range(0, 1500).Select(_ => FormattableString.Invariant($"{random.Next(1900, 2100)}-{Two(0, 14)}-{Two(0, 33)}{Of(separators)}{Two(0, 26)}:{random.Next(0, 62):D2}:{random.Next(0, 62):D2}{Of(fractions)}{Of(zones)}")),
            .. Enumerable.Range(0, 300).Select(_ => FormattableString.Invariant($"{random.Next(0, 10000):D4}-{Two(0, 14)}-{Two(0, 33)}")),
        ]);

        string Two(int from, int to) => random.Next(from, to).ToString(random.Next(3) == 0 ? "D1" : "D2", System.Globalization.CultureInfo.InvariantCulture);

        string Of(string[] choices) => choices[random.Next(choices.Length)];
    }

    // What begins a list, a key or the end of a document is no plain text.
    private static bool IsPlain(string text) => text is not ("-" or "---" or "..." or "=") && !text.EndsWith(':') && text[0] is not ':' and not '|' && !text.StartsWith("---", StringComparison.Ordinal) && !text.StartsWith("...", StringComparison.Ordinal);

    private void Check(string[] yaml)
    {
        var cases = new JsonArray([.. yaml.Select(text => Read(text) is var value ? (JsonNode)new JsonObject { ["yaml"] = text, ["json"] = value?.ToJsonString() ?? "null", ["written"] = TaggedText.ToYaml(value) } : null)]);
        var answer = new StringBuilder();
        string input = new JsonArray(Script.Of("render.py"), cases).ToJsonString();
        Assert.True(_tools.Host.Run(new ToolCommand("/usr/bin/python3", "-I", "-c", Compare) { StandardInput = input }, line => answer.AppendLine(line)) == 0, string.Join('\n', _tools.Shown));
        Assert.Equal($"{yaml.Length} cases", answer.ToString().Trim());
    }

    private static JsonNode? Read(string yaml)
    {
        var problems = new ProblemList();
        var node = YamlFile.Parse(RenderedText.Of("values.yml", yaml), problems);
        Assert.Empty(problems.All);
        return node is null ? null : YamlValues.ToJson(node);
    }
}
