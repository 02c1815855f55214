using System.Globalization;
using System.Text.Json.Nodes;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

/// <summary>An ansible.cfg means what it means to Ansible, which reads it by Python's configparser.</summary>
public sealed class AnsibleConfigurationTests : IDisposable
{
    private const string AsAnsible =
        """
        # An empty line in a value means nothing.
        import configparser, json, sys
        parser = configparser.ConfigParser(inline_comment_prefixes=(";",))
        try:
            parser.read(sys.argv[1])
        except configparser.Error:
            print("refused")
        else:
            print(json.dumps([[s, k, parser.get(s, k, raw=True).replace("\n\n", "\n")] for s in parser.sections() for k in parser[s]]))
        """;

    private readonly HostToolFixture _tools = new();

    public void Dispose() => _tools.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n; at all\n")]
    [InlineData("[defaults]\nforks = 10\n")]
    [InlineData("[defaults]\nforks=10\npipelining: yes\nRoles_Path : a:b\n")]
    [InlineData("[defaults]\nforks = 10 ; as many\nfilter = a;b\n# forks = 1\n  # deeper\n")]
    [InlineData("[defaults]\n[ssh_connection]\nssh_args = -o A=b -o C=d\n[defaults_2]\nempty =\n")]
    [InlineData("[defaults]\nroles_path = one:\n    two:\n    three\nforks = 10\n")]
    [InlineData("[defaults]\nroles_path =\n  one\n\n  two\nforks = 10\n")]
    [InlineData("[defaults]\r\nforks = 10\r\n")]
    [InlineData("  [defaults]\n  forks = 10\n")]
    [InlineData("[a b] rest\nkey with blanks = 1\n")]
    [InlineData("forks = 10\n")]
    [InlineData("[defaults]\nforks\n")]
    [InlineData("[defaults]\nforks = 1\nforks = 2\n")]
    [InlineData("[defaults]\nforks = 1\nForks = 2\n")]
    [InlineData("[defaults]\nforks = 1\n[other]\nforks = 2\n")]
    [InlineData("[defaults\nforks = 1\n")]
    [InlineData("[defaults]\n= 1\n")]
    [InlineData("[defaults]\nkey = %(nothing)s\n")]
    public void It_is_read_as_by_Ansible(string text)
    {
        string file = _tools.Folder.Write("ansible.cfg", text);
        string expected = _tools.Host.Capture(EdiCodes.EngineFailed, new ToolCommand("python3", "-I", "-c", AsAnsible, file)).Trim();
        var read = AnsibleConfiguration.Read(file);
        Assert.Equal(expected == "refused", !read.Problems.IsEmpty);
        if (expected != "refused")
        {
            var settings = new JsonArray([.. read.Settings.Select(setting => new JsonArray(setting.Section, setting.Key, setting.Value))]);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), settings), $"{expected}\n{settings.ToJsonString()}");
        }
    }

    [Fact]
    public void What_Ansible_would_refuse_is_told_with_its_line()
    {
        string file = _tools.Folder.Write("ansible.cfg", "forks = 1\n[defaults]\nforks = 1\nnonsense\nforks = 2\n");
        Assert.Equal(
            [
                "1 EDI1020 The setting 'forks = 1' stands before the first section. Write a line such as [defaults] before it.",
                "4 EDI1020 A line must be a section such as [defaults], a setting such as 'forks = 10', or a comment; found 'nonsense'.",
                "5 EDI1020 The setting 'forks' is in line 3 of the section [defaults] already. Remove one of the two.",
            ],
            AnsibleConfiguration.Read(file).Problems.Select(problem => string.Create(CultureInfo.InvariantCulture, $"{problem.Position!.Line} {problem.Code.Id} {problem.Message}")));
    }

    [Fact]
    public void Paths_begin_beside_the_file()
    {
        string file = _tools.Folder.Write("ansible.cfg", "[defaults]\nroles_path = roles:./more/:/usr/share:~/mine:{{CWD}}/here\n");
        string home = Tasks.Definition.Variables.HostFacts.Read().HomeDirectory, folder = _tools.Folder.Path;
        var read = AnsibleConfiguration.Read(file);
        Assert.Equal([$"{folder}/roles", $"{folder}/more", "/usr/share", $"{home}/mine", $"{folder}/here"], read.PathsIn(read.Find("defaults", "roles_path")!.Value));
    }

}
