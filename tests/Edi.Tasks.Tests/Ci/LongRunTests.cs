using System.Text.RegularExpressions;

namespace Edi.Tasks.Tests.Ci;

/// <summary>What <c>.ci/run</c> leaves out, <c>.ci/long</c> runs.</summary>
public sealed partial class LongRunTests
{
    private static readonly string s_script = File.ReadAllText(Repository.PathOf(".ci/long"));

    public static TheoryData<string> LongClasses =>
    [
        .. Directory.GetFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Where(file => Long().IsMatch(File.ReadAllText(file)))
            .SelectMany(file => Classes().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)),
    ];

    [Theory]
    [MemberData(nameof(LongClasses))]
    public void Each_class_with_tests_of_the_long_run_is_in_a_part_of_it(string name) =>
        Assert.Matches($@"--filter-(class|method) .*\*\.{name}(?![A-Za-z])", s_script);

    [Fact]
    public void There_are_such_classes() => Assert.NotEmpty(LongClasses);

    [GeneratedRegex(@"\[Long(Fact|Theory)\]|LongRun\.IsMeant")]
    private static partial Regex Long();

    [GeneratedRegex(@"(?m)^public sealed (?:partial )?class ([A-Za-z0-9]+)")]
    private static partial Regex Classes();
}
