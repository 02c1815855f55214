using System.Globalization;
using System.Text.RegularExpressions;
using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests;

/// <summary>One image with every mistake in it; each fact begins with a finished build and leaves the project as it was.</summary>
public sealed partial class LintTests(LintTests.BuiltProject built) : IClassFixture<LintTests.BuiltProject>
{
    private const string Image = "bin/Debug/small.img";

    // The code, the path in the image, and the line of the definition.
    private static readonly (string Code, string Path, int Line)[] s_mistakes =
    [
        ("EDI4001", "/etc/ssh/ssh_host_ed25519_key", 5), ("EDI4002", "/etc/machine-id", 5), ("EDI4003", "/usr/sbin/policy-rc.d", 5),
        ("EDI4004", "/etc/shadow", 8), ("EDI4005", "/etc/shadow", 5), ("EDI4006", "/opt/writable", 5), ("EDI4007", "/opt/helper", 5),
        ("EDI4008", "/var/lib/apt/lists", 5), ("EDI4009", "/etc/environment", 5), ("EDI4010", "/root/.netrc", 5), ("EDI4011", "/usr/bin/fping", 5),
        ("EDI4012", "/etc/apt/trusted.gpg.d/vendor.asc", 5), ("EDI4013", "/etc/fstab", 5), ("EDI4014", "/etc/hostname", 5),
        ("EDI4015", "/usr/bin/qemu-s390x-static", 5), ("EDI4016", "/opt/strange", 5), ("EDI4017", "/var/lib/systemd/random-seed", 5),
        ("EDI4018", "/usr/share/doc/dash/copyright", 1), ("EDI4019", "/etc/apt/apt.conf.d/99trusting", 5),
    ];

    private readonly TestProject _project = built.Project;

    [Fact]
    public async Task Each_mistake_is_a_warning_at_its_cause_in_every_build()
    {
        var outcome = await BuildAsync();
        Assert.Equal(s_mistakes, Warnings(outcome));
        var again = await BuildAsync();
        Assert.Empty(again.Steps);
        Assert.Equal(s_mistakes, Warnings(again));
    }

    [Fact]
    public async Task A_place_that_has_moved_is_found_again_without_the_step()
    {
        (await BuildAsync()).Succeeded();
        _project.Replace("small.yml", "playbooks:", "# A comment.\nplaybooks:");
        var outcome = await BuildAsync();
        Assert.Empty(outcome.Steps);
        Assert.Equal(9, Warnings(outcome).Single(warning => warning.Code == "EDI4004").Line);
        _project.Replace("small.yml", "# A comment.\nplaybooks:", "playbooks:");
    }

    [Fact]
    public async Task A_code_of_NoWarn_is_no_warning()
    {
        string[] silenced = ["EDI4004", "EDI4013"];
        Assert.Equal(
            s_mistakes.Where(mistake => !silenced.Contains(mistake.Code)),
            Warnings(await BuildAsync($"-p:NoWarn={string.Join("%3B", silenced)}")));
    }

    [Theory]
    [InlineData("-warnaserror")]
    [InlineData("-p:TreatWarningsAsErrors=true")]
    public async Task Warnings_as_errors_end_a_build_whose_image_is_up_to_date(string option)
    {
        (await BuildAsync()).Succeeded();
        (await BuildAsync(option)).FailedWith("small.yml(8,7,8,20): error EDI4004: /etc/shadow: The user 'pi' has the known password 'raspberry'.");
        Assert.True(File.Exists(_project.PathOf(Image)));
        Assert.Empty((await BuildAsync()).Steps);
    }

    [Fact]
    public async Task The_step_is_in_the_plan_and_is_cleaned_and_made_again()
    {
        (await BuildAsync()).Succeeded();
        Assert.Matches("(?m)^EdiLint +no$", (await BuildAsync("-t:EdiShowPlan")).Succeeded().Output);
        Assert.Contains("Cleaned: EdiImage, EdiReport, EdiLint", (await BuildAsync("-t:EdiCleanFrom", "-p:EdiRecursiveClean=0")).Succeeded().Output, StringComparison.Ordinal);
        Assert.Equal(["EdiImage", "EdiLint"], (await BuildAsync()).Steps);
        File.Delete(_project.PathOf("obj/small/Debug/lint.json"));
        Assert.Equal(["EdiLint"], (await BuildAsync()).Steps);
    }

    [Fact]
    public async Task An_image_that_was_cleaned_up_has_no_warnings()
    {
        _project.Replace("small.yml", "image:", "  900_cleanup: {path: playbooks/cleanup.yml}\nimage:");
        var outcome = await BuildAsync();
        Assert.Empty(Warnings(outcome));
        (await BuildAsync("-warnaserror")).Succeeded();
        _project.Replace("small.yml", "  900_cleanup: {path: playbooks/cleanup.yml}\nimage:", "image:");
    }

    private Task<CommandOutcome> BuildAsync(params string[] arguments) => _project.BuildAsync(["-p:EdiLint=true", .. arguments]);

    // MSBuild shows each again at its end.
    private static (string Code, string Path, int Line)[] Warnings(CommandOutcome outcome) =>
    [
        .. Warning().Matches(outcome.Succeeded().Output)
            .Select(match => (match.Groups["code"].Value, match.Groups["path"].Value, match.Groups["line"].Success ? int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture) : 0))
            .Distinct(),
    ];

    [GeneratedRegex(@"small\.yml(\((?<line>[0-9]+),[0-9,]+\))?\s*: warning (?<code>EDI4[0-9]{3}): (?<path>/[^:]*): ")]
    private static partial Regex Warning();

    /// <summary>One project for all facts.</summary>
    public sealed class BuiltProject : IDisposable
    {
        public BuiltProject()
        {
            string small = File.ReadAllText(Project.PathOf("small.yml"));
            string bootstrap = "bootstrap:\n  suite: trixie\n  additional_packages: [python3, libcap2-bin]\n";
            Assert.Contains(bootstrap, small, StringComparison.Ordinal);
            Project.Write(
                "small.yml",
                bootstrap
                + """
                playbooks:
                  100_mistakes:
                    path: playbooks/mistakes.yml
                    parameters:
                      user_password: $6$edi.pi3.example$6OZNHFmSEjqkN.OEHoB43w9kmlh7vcVbw7JGxpriholX5n8gHqDNEvRhsdsTF450kKEl8bKczzrkcKY633mT40

                """
                + small[small.IndexOf("image:\n", StringComparison.Ordinal)..]);
            Project.Write("plugins/playbooks/mistakes.yml", Mistakes);
            Project.Write("plugins/playbooks/cleanup.yml", CleanUp);
        }

        internal TestProject Project { get; } = new();

        public void Dispose() => Project.Dispose();

        private const string Mistakes =
            """
            - hosts: edi
              gather_facts: false
              tasks:
                - name: Make every mistake
                  ansible.builtin.shell: |
                    set -eu
                    mkdir -p /etc/ssh
                    echo key >/etc/ssh/ssh_host_ed25519_key
                    echo 0123456789abcdef0123456789abcdef >/etc/machine-id
                    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
                    useradd --password '{{ user_password }}' pi
                    sed -i 's/^root:[^:]*:/root::/' /etc/shadow
                    touch /opt/writable
                    chmod 666 /opt/writable
                    cp /usr/bin/true /opt/helper
                    chmod 4755 /opt/helper
                    echo list >/var/lib/apt/lists/somewhere_Packages
                    echo 'http_proxy=http://proxy.example:3128' >>/etc/environment
                    echo 'machine example login me password secret' >/root/.netrc
                    cp /usr/bin/true /usr/bin/fping
                    echo /usr/bin/fping >/var/lib/dpkg/info/fping.list
                    echo 'setcap cap_net_raw+ep /usr/bin/fping' >/var/lib/dpkg/info/fping.postinst
                    mkdir -p /etc/apt/trusted.gpg.d
                    echo key >/etc/apt/trusted.gpg.d/vendor.asc
                    echo '/dev/sda1 / ext4 defaults 0 1' >/etc/fstab
                    echo '{{ lookup("ansible.builtin.pipe", "hostname") }}' >/etc/hostname
                    cp /usr/bin/true /usr/bin/qemu-s390x-static
                    touch /opt/strange
                    chown 4242 /opt/strange
                    mkdir -p /var/lib/systemd
                    echo seed >/var/lib/systemd/random-seed
                    mv /usr/share/doc/dash/copyright /usr/share/doc/dash/licence
                    echo 'APT::Get::AllowUnauthenticated "true";' >/etc/apt/apt.conf.d/99trusting

            """;

        private const string CleanUp =
            """
            - hosts: edi
              gather_facts: false
              tasks:
                - name: Mend all of them
                  ansible.builtin.shell: |
                    set -eu
                    rm /etc/ssh/ssh_host_ed25519_key /usr/sbin/policy-rc.d /opt/helper /var/lib/apt/lists/somewhere_Packages /root/.netrc
                    rm /usr/bin/fping /var/lib/dpkg/info/fping.* /etc/apt/trusted.gpg.d/vendor.asc /usr/bin/qemu-s390x-static
                    rm /var/lib/systemd/random-seed /etc/apt/apt.conf.d/99trusting
                    echo uninitialized >/etc/machine-id
                    usermod --lock pi
                    usermod --password '*' root
                    chmod 644 /opt/writable
                    sed -i /http_proxy/d /etc/environment
                    echo 'LABEL=ROOT / ext4 defaults 0 1' >/etc/fstab
                    echo small-image >/etc/hostname
                    chown root /opt/strange
                    mv /usr/share/doc/dash/licence /usr/share/doc/dash/copyright

            """;
    }
}
