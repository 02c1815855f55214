using Edi.Tasks.Definition;

namespace Edi.Tasks.Tests;

public sealed class AnsibleArgumentsTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("-v", "--verbose", "")]
    [InlineData("-vvDf 4", "--verbose --verbose --diff --forks 4", "")]
    [InlineData("-f4 -T=30", "--forks 4 --timeout 30", "")]
    [InlineData("--start-at-task 'Copy the keys' -v", "--start-at-task|Copy the keys|--verbose", "--start-at-task|Copy the keys")]
    [InlineData("--start-at=Copy", "--start-at-task Copy", "--start-at-task Copy")]
    [InlineData("-t one --skip-tags two,three", "--tags one --skip-tags two,three", "--tags one --skip-tags two,three")]
    [InlineData("-vtone", "--verbose --tags one", "--tags one")]
    [InlineData("-e a=b -e '{\"c\": 1}'", "--extra-vars a=b --extra-vars {\"c\":| 1}", "--extra-vars a=b --extra-vars {\"c\":| 1}")]
    [InlineData("-M modules:/srv/modules", "--module-path /project/modules:/srv/modules", "--module-path /project/modules:/srv/modules")]
    [InlineData("--force-handlers", "--force-handlers", "--force-handlers")]
    public void What_shapes_the_result_is_told_from_what_does_not(string line, string all, string shaping)
    {
        var read = new AnsibleArguments(line, "/project", isImage: true);
        Assert.Empty(read.Problems);
        Assert.Equal(Words(all), read.All);
        Assert.Equal(Words(shaping), read.Shaping);
    }

    [Theory]
    [InlineData("--tags 'one", "has a quote that is not closed")]
    [InlineData("--star-at-task x", "'--star-at-task' in the property EdiAnsibleArguments is no option of ansible-playbook. Did you mean '--start-at-task'?")]
    [InlineData("--list", "'--list' in the property EdiAnsibleArguments may mean --list-hosts or --list-tags or --list-tasks")]
    [InlineData("-x", "'-x' in the property EdiAnsibleArguments is no option")]
    [InlineData("--tags", "The option --tags in the property EdiAnsibleArguments needs a value.")]
    [InlineData("--diff=yes", "The option --diff in the property EdiAnsibleArguments takes no value; found 'yes'.")]
    [InlineData("other.yml", "no playbook; found 'other.yml'")]
    [InlineData("--start-at-task Copy the keys", "no playbook; found 'the'")]
    [InlineData("--check", "leaves nothing of which an image could be made")]
    [InlineData("-vC", "The option --check")]
    [InlineData("--syntax", "The option --syntax-check")]
    [InlineData("--step", "asks a person")]
    [InlineData("-K", "asks a person")]
    [InlineData("-i hosts", "is the build's own")]
    [InlineData("--limit all", "is the build's own")]
    [InlineData("-u me", "is the property EdiTargetUser")]
    [InlineData("--vault-id dev@x", "items EdiVaultId")]
    [InlineData("--key-file x", "EdiTargetSshOptions")]
    [InlineData("-e @none.yml", "The file '/project/none.yml'")]
    public void Any_other_line_is_refused_with_the_reason(string line, string message) =>
        Assert.Contains(new AnsibleArguments(line, "/project", isImage: true).Problems, problem => problem.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void On_a_device_nothing_may_be_done_as_well() => Assert.Empty(new AnsibleArguments("--check --diff --list-tasks", "/project", isImage: false).Problems);

    [Fact]
    public void The_first_task_is_known() => Assert.Equal("Copy the keys", new AnsibleArguments("-v --start-at-task='Copy the keys'", "/project", isImage: true).FirstTask);

    // Blanks are between words, unless there is another sign for it.
    private static string[] Words(string text) => text.Contains("--start-at-task|", StringComparison.Ordinal)
        ? text.Split('|')
        : [.. text.Replace("| ", "\u0001", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Replace("\u0001", " ", StringComparison.Ordinal))];
}
