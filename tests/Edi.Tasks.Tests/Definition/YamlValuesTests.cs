using System.Text.Encodings.Web;
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
    [InlineData("9223372036854775808")]
    [InlineData("99999999999999999999999999")]
    [InlineData("-99999999999999999999999999")]
    [InlineData("0xffffffffffffffff")]
    [InlineData("0x10000000000000000")]
    [InlineData("01777777777777777777777")]
    [InlineData("0b1111111111111111111111111111111111111111111111111111111111111111")]
    public void An_integer_that_is_too_large_stays_text(string yaml) => Assert.Equal($"\"{yaml}\"", Json(yaml));

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
    [InlineData("1.0e+999")]
    [InlineData("-1.0e+999")]
    public void A_float_that_is_too_large_stays_text(string yaml) => Assert.Equal($"\"{yaml}\"", JsonNode.Parse(Json(yaml))!.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

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
    public void A_tag_for_text_makes_text(string yaml, string json) => Assert.Equal(json, Json(yaml));

    [Theory]
    [InlineData("[1, [yes, 'yes'], {a: [~]}]", """[1,[true,"yes"],{"a":[null]}]""")]
    [InlineData("{b: {c: {d: 0x10}}, a: []}", """{"b":{"c":{"d":16}},"a":[]}""")]
    [InlineData("{}", "{}")]
    [InlineData("{1: one, yes: two}", """{"1":"one","yes":"two"}""")]
    public void Lists_and_mappings_nest(string yaml, string json) => Assert.Equal(json, Json(yaml));

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
