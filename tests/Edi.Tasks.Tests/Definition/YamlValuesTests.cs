using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Nodes;

namespace Edi.Tasks.Tests;

public sealed class YamlValuesTests
{
    [Theory]
    [InlineData("true", "true")]
    [InlineData("True", "true")]
    [InlineData("yes", "true")]
    [InlineData("YES", "true")]
    [InlineData("on", "true")]
    [InlineData("false", "false")]
    [InlineData("no", "false")]
    [InlineData("Off", "false")]
    [InlineData("y", "\"y\"")]
    [InlineData("n", "\"n\"")]
    [InlineData("tRUE", "\"tRUE\"")]
    [InlineData("yEs", "\"yEs\"")]
    public void The_words_of_yaml_1_1_are_true_and_false(string yaml, string json) => Assert.Equal(json, Json(yaml));

    [Theory]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("Null")]
    [InlineData("NULL")]
    [InlineData("")]
    public void Nothing_is_null(string yaml) => Assert.Equal("""{"key":null}""", Json($"key: {yaml}"));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("42", "42")]
    [InlineData("+42", "42")]
    [InlineData("-42", "-42")]
    [InlineData("1_000_000", "1000000")]
    [InlineData("0755", "493")]
    [InlineData("-0755", "-493")]
    [InlineData("00", "0")]
    [InlineData("0x1F", "31")]
    [InlineData("-0x1f", "-31")]
    [InlineData("0xdead_beef", "3735928559")]
    [InlineData("0b1010", "10")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("0x7fffffffffffffff", "9223372036854775807")]
    [InlineData("99999999999999999999999999", "99999999999999999999999999")]
    [InlineData("-99999999999999999999999999", "-99999999999999999999999999")]
    [InlineData("0xffffffffffffffff", "18446744073709551615")]
    [InlineData("0b1111111111111111111111111111111111111111111111111111111111111111", "18446744073709551615")]
    [InlineData("1:30", "90")]
    [InlineData("-1:30:00", "-5400")]
    public void Integers_have_the_bases_of_yaml_1_1(string yaml, string json) => Assert.Equal(json, Json(yaml));

    [Theory]
    [InlineData("0o755")]
    [InlineData("0888")]
    [InlineData("08")]
    [InlineData("1,000")]
    [InlineData("_1")]
    [InlineData("0xg")]
    [InlineData("0b2")]
    [InlineData("--1")]
    [InlineData("1e3")]
    [InlineData("1.2.3")]
    [InlineData("13.5.1-2")]
    [InlineData("trixie")]
    [InlineData("Etc/UTC")]
    public void What_is_no_number_of_yaml_1_1_stays_text(string yaml) => Assert.Equal($"\"{yaml}\"", Json(yaml));

    [Theory]
    [InlineData("0x_")]
    [InlineData("0b_")]
    public void A_base_without_a_digit_stays_text(string yaml) => Assert.Equal($"\"{yaml}\"", Json(yaml));

    [Theory]
    [InlineData("1.5", "1.5")]
    [InlineData("-1.5", "-1.5")]
    [InlineData("1.", "1.0")]
    [InlineData(".5", "0.5")]
    [InlineData("1_0.2_5", "10.25")]
    [InlineData("1.5e+3", "1500.0")]
    [InlineData("6.0", "6.0")]
    [InlineData("-0.0", "-0.0")]
    [InlineData("1.5e-3", "0.0015")]
    [InlineData("13.04", "13.04")]
    [InlineData("1.10", "1.1")]
    public void A_float_has_a_point(string yaml, string json) => Assert.Equal(json, Json(yaml));

    [Theory]
    [InlineData(".inf", "!!float .inf")]
    [InlineData("-.Inf", "!!float -.inf")]
    [InlineData("+.INF", "!!float .inf")]
    [InlineData(".NaN", "!!float .nan")]
    [InlineData("1.0e+999", "!!float .inf")]
    [InlineData("2024-02-29", "!!timestamp 2024-02-29")]
    [InlineData("2024-2-9 8:05:06.5", "!!timestamp 2024-02-09T08:05:06.500000")]
    [InlineData("2001-12-14t21:59:43.10-05:00", "!!timestamp 2001-12-14T21:59:43.100000-05:00")]
    [InlineData("2001-12-15T02:59:43.1234567Z", "!!timestamp 2001-12-15T02:59:43.123456+00:00")]
    [InlineData("!!timestamp '2024-02-29'", "!!timestamp 2024-02-29")]
    [InlineData("'!!int 80'", "!!str !!int 80")]
    [InlineData("'!! 80'", "!! 80")]
    [InlineData("'!!set 80'", "!!set 80")]
    public void What_JSON_lacks_is_a_text_with_its_tag(string yaml, string text) => Assert.Equal(text, (string?)JsonNode.Parse(Json(yaml)));

    [Theory]
    [InlineData("2023-02-29")]
    [InlineData("2024-13-01")]
    [InlineData("0000-01-01")]
    [InlineData("2024-1-1")]
    [InlineData("2024-01-01T24:00:00")]
    [InlineData("2024-01-01 10:00:00 +24:00")]
    [InlineData("+.5")]
    [InlineData("-.5")]
    public void What_is_no_day_and_no_number_stays_text(string yaml) => Assert.Equal(yaml, (string?)JsonNode.Parse(Json(yaml)));

    [Theory]
    [InlineData("'yes'", "yes")]
    [InlineData("\"no\"", "no")]
    [InlineData("'0755'", "0755")]
    [InlineData("\"1.5\"", "1.5")]
    [InlineData("'~'", "~")]
    [InlineData("''", "")]
    [InlineData("\"null\"", "null")]
    [InlineData("|-\n  yes", "yes")]
    [InlineData(">-\n  42", "42")]
    public void What_is_quoted_or_a_block_stays_text(string yaml, string text) => Assert.Equal($"\"{text}\"", Json(yaml));

    [Theory]
    [InlineData("!!str 42", "\"42\"")]
    [InlineData("!!str yes", "\"yes\"")]
    [InlineData("!!float 1", "1.0")]
    [InlineData("!!int '0x10'", "16")]
    public void A_tag_for_text_makes_text(string yaml, string json) => Assert.Equal(json, Json(yaml));

    [Theory]
    [InlineData("[1, [yes, 'yes'], {a: [~]}]", """[1,[true,"yes"],{"a":[null]}]""")]
    [InlineData("{b: {c: {d: 0x10}}, a: []}", """{"b":{"c":{"d":16}},"a":[]}""")]
    [InlineData("{}", "{}")]
    [InlineData("{80: http, no: 1, ~: 2, 1.50: 3, 2024-02-29: 4, '80': 5}", """{"!!int 80":"http","!!bool false":1,"!!null ~":2,"!!float 1.5":3,"!!timestamp 2024-02-29":4,"80":5}""")]
    [InlineData("{b: 3, <<: {a: 1, b: 2}, c: 4}", """{"a":1,"b":3,"c":4}""")]
    [InlineData("{<<: [{a: 1, b: 1}, {b: 2, c: 2}]}", """{"b":1,"c":2,"a":1}""")]
    [InlineData("{<<: {a: 1, b: 1}, d: 3, <<: {b: 2}}", """{"a":1,"b":2,"d":3}""")]
    [InlineData("{1: a, <<: {true: b, 2: c}}", """{"!!int 1":"a","!!int 2":"c"}""")]
    public void Lists_and_mappings_nest(string yaml, string json) => Assert.Equal(json, Json(yaml));

    [Theory]
    [InlineData("{1: a, 0x1: b}", "1:8 The key '0x1' is for YAML the same as '1' in line 1. Remove one of them, or put it in quotes.")]
    [InlineData("{1: a, true: b}", "1:8 The key 'true' is for YAML the same as '1' in line 1. Remove one of them, or put it in quotes.")]
    [InlineData("{1: a, 1.0: b}", "1:8 The key '1.0' is for YAML the same as '1' in line 1. Remove one of them, or put it in quotes.")]
    [InlineData("{on: a, yes: b}", "1:9 The key 'yes' is for YAML the same as 'on' in line 1. Remove one of them, or put it in quotes.")]
    [InlineData("{1: a, 1: b}", "1:8 The key '1' is here a second time; the first is in line 1. Remove one of them.")]
    public void Keys_that_are_one_for_Python_are_one(string yaml, string problem)
    {
        var problems = new ProblemList();
        YamlFile.Parse(RenderedText.Of("values.yml", yaml), problems);
        Assert.Equal([problem], problems.All.Select(found => $"{found.Position!.Line}:{found.Position.Column} {found.Message}"));
    }

    [Fact]
    public void A_block_keeps_its_lines() => Assert.Equal("""["a\nb\n"]""", Json("- |\n  a\n  b\n"));

    private static string Json(string yaml)
    {
        var problems = new ProblemList();
        var node = YamlFile.Parse(RenderedText.Of("values.yml", yaml), problems)!;
        Assert.Empty(problems.All);
        return YamlValues.ToJson(node)?.ToJsonString() ?? "null";
    }
}
