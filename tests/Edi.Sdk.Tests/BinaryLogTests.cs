using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Edi.Sdk.Tests.Harness;
using Microsoft.Build.Logging.StructuredLogger;

namespace Edi.Sdk.Tests;

/// <summary>What <c>-bl</c> holds of a build, and what it must not hold.</summary>
public sealed partial class BinaryLogTests(BinaryLogTests.LoggedBuild logged) : IClassFixture<BinaryLogTests.LoggedBuild>
{
    private static readonly string[] s_steps = ["EdiBootstrap", "EdiContainer", "EdiConfigure", "EdiConfigure", "EdiImage", "EdiReport", "EdiLint"];

    private readonly LoggedBuild _logged = logged;

    [Fact]
    public void Each_step_tells_its_duration_and_the_size_of_what_it_left_of_the_image()
    {
        Assert.Equal(s_steps, _logged.Tasks.Select(task => task.Name));
        Assert.All(_logged.Tasks, task => Assert.Single(
            Messages(task), message => (task.Name is "EdiReport" or "EdiLint" ? Duration() : DurationAndSize()).IsMatch(message)));
    }

    [Fact]
    public void Each_program_has_its_command_line_its_exit_code_and_its_duration()
    {
        Assert.All(_logged.Tasks, task =>
        {
            string[] begun = [.. Messages(task).Where(message => message.StartsWith("+ ", StringComparison.Ordinal)).Select(ProgramOf).Order()];
            Assert.NotEmpty(begun);
            Assert.Equal(begun, Messages(task).Select(message => End().Match(message)).Where(end => end.Success).Select(end => end.Groups[1].Value).Order());
        });
        Assert.Contains(MessagesOf("EdiBootstrap"), message => message.StartsWith("+ mmdebstrap ", StringComparison.Ordinal) && message.Contains("trixie", StringComparison.Ordinal));
        Assert.Contains(MessagesOf("EdiBootstrap"), message => message.StartsWith("= mmdebstrap: exit code 0, ", StringComparison.Ordinal));
        Assert.Contains(MessagesOf("EdiConfigure"), message => message.StartsWith("= ansible-playbook: exit code 0, ", StringComparison.Ordinal));
        Assert.Contains(MessagesOf("EdiImage"), message => message.StartsWith("= sfdisk: exit code 0, ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_masked_was_really_printed_and_a_mirror_is_no_argument()
    {
        // mmdebstrap gets the mirrors in a file, whose content nobody prints.
        Assert.DoesNotContain(MessagesOf("EdiBootstrap"), message => message.StartsWith("+ mmdebstrap ", StringComparison.Ordinal) && message.Contains("deb.debian.org", StringComparison.Ordinal));
        Assert.Contains(MessagesOf("EdiConfigure"), message => message.Contains("the password is ***", StringComparison.Ordinal));
    }

    /// <summary>Neither among its strings nor in the files that MSBuild puts into it, nor in the logs of the steps.</summary>
    [Theory]
    [InlineData(LoggedBuild.MirrorPassword)]
    [InlineData(LoggedBuild.UserPassword)]
    [InlineData(LoggedBuild.RegistryToken)]
    public void A_secret_is_in_no_log(string secret)
    {
        Assert.DoesNotContain(secret, _logged.Console, StringComparison.Ordinal);
        Assert.All(_logged.Texts, text => Assert.False(text.Value.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0, $"'{secret}' is in {text.Key}"));
    }

    private IEnumerable<string> MessagesOf(string step) => _logged.Tasks.Where(task => task.Name == step).SelectMany(Messages);

    private static IEnumerable<string> Messages(TreeNode task) => task.FindChildrenRecursive<Message>().Select(message => message.Text);

    // A shell's words: the first one of the line, which has no spaces.
    private static string ProgramOf(string begun) => begun.Split(' ', '\n')[1];

    [GeneratedRegex(@"\A= (\S+): exit code [0-9]+, [0-9]+\.[0-9]{3} s\z")]
    private static partial Regex End();

    [GeneratedRegex(@"\AEdi\S+: [0-9]+\.[0-9] s, [0-9.]+ (B|KiB|MiB|GiB|bytes)\z")]
    private static partial Regex DurationAndSize();

    [GeneratedRegex(@"\AEdi\S+: [0-9]+\.[0-9] s\z")]
    private static partial Regex Duration();

    /// <summary>A build of the small project with secrets wherever a user would have them, and a playbook that tells one.</summary>
    public sealed class LoggedBuild : IAsyncLifetime
    {
        public const string MirrorPassword = "planted-mirror-password";
        public const string UserPassword = "$6$planted$user-password";
        public const string RegistryToken = "planted-registry-token";

        private readonly TestProject _project = new() { Variables = [$"REGISTRY_TOKEN={RegistryToken}", $"NUGET_CREDENTIALS={RegistryToken}"] };

        internal string Console { get; private set; } = "";

        /// <summary>The tasks of the steps, in the order in which they ran.</summary>
        internal ImmutableArray<Microsoft.Build.Logging.StructuredLogger.Task> Tasks { get; private set; } = [];

        /// <summary>All that was written for people to read, by its place.</summary>
        internal Dictionary<string, byte[]> Texts { get; } = [];

        public async ValueTask InitializeAsync()
        {
            _project.Replace("small.yml", "suite: trixie", $"suite: trixie\n  mirrors: http://edi:{MirrorPassword}@deb.debian.org/debian");
            _project.Replace("small.yml", "      greeting: hello", $"      greeting: hello\n      default_user_password: {UserPassword}");
            _project.Replace("plugins/playbooks/first.yml", "  tasks:", "  tasks:\n    - ansible.builtin.debug:\n        msg: the password is {{ default_user_password }}");
            var outcome = await _project.BuildAsync("-bl:build.binlog", "-p:EdiLint=true");
            Console = outcome.Succeeded().Output;
            Read();
        }

        public async ValueTask DisposeAsync()
        {
            (await _project.BuildAsync("-t:Clean")).Succeeded();
            _project.Dispose();
        }

        private void Read()
        {
            string path = _project.PathOf("build.binlog");
            var build = BinaryLog.ReadBuild(path);
            Tasks = [.. build.FindChildrenRecursive<Microsoft.Build.Logging.StructuredLogger.Task>(task => s_steps.Contains(task.Name))];
            Texts["the binary log"] = Decompress(File.OpenRead(path));
            using var files = new ZipArchive(new MemoryStream(build.SourceFilesArchive));
            Assert.NotEmpty(files.Entries);
            foreach (var file in files.Entries)
            {
                Texts[$"{file.FullName} in the binary log"] = ReadAll(file.Open());
            }

            foreach (string log in Directory.GetFiles(_project.PathOf("obj/small/log")))
            {
                Texts[log] = File.ReadAllBytes(log);
            }
        }

        private static byte[] Decompress(FileStream file) => ReadAll(new GZipStream(file, CompressionMode.Decompress));

        private static byte[] ReadAll(Stream stream)
        {
            using (stream)
            {
                using var content = new MemoryStream();
                stream.CopyTo(content);
                return content.ToArray();
            }
        }
    }
}
