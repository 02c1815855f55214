using System.Text.RegularExpressions;
using Edi.Tasks.Definition.Schema;

namespace Edi.Tasks.Tests;

/// <summary>What the parameters of the SDK's own playbooks may be.</summary>
public sealed class SdkParametersTests : IDisposable
{
    private const string Machine = "playbooks/debian/machine/main.yml";
    private const string Base = "playbooks/debian/base_system/main.yml";
    private const string Good = "$6$edi$7tGbRPClO2JaN1LuqA..GPo0mzCFoDos3f5nxqeWU4JtLqn7iJFnho4MC4SRbdeibsXIlfnsCLZyOkkFiuUWj/";

    private static readonly string s_plugins = Repository.PathOf("src/Edi.Sdk/plugins");

    private readonly DefinitionFolder _folder = new(s_plugins);

    public static TheoryData<string> Playbooks => [.. Directory.GetDirectories(Path.Combine(s_plugins, "playbooks/debian")).Select(folder => Path.GetFileName(folder)!)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("default_username: pi", "3:74 EDI1002 'default_username' is not a key of the parameters of playbook '10_p'. Did you mean 'default_user_name'? Known keys: ")]
    [InlineData("host_name: no", "3:85 EDI1003 'host_name' in the parameters of playbook '10_p' must be a text; found 'no', which YAML reads as false; in quotes it is a text.")]
    [InlineData("host_name: my_host", "3:85 EDI1005 'host_name' in the parameters of playbook '10_p' must be a host name: ")]
    [InlineData("host_name: my.-host", "3:85 EDI1005 ")]
    [InlineData("host_name: 007", "3:85 EDI1016 'host_name' in the parameters of playbook '10_p' is read as the number 7, not as '007'. Write it in quotes: \"007\".")]
    [InlineData("time_zone: Europe/Berlinn", "3:85 EDI1005 'time_zone' in the parameters of playbook '10_p' must be the name of a time zone, such as Europe/Berlin; found 'Europe/Berlinn'. Did you mean 'Europe/Berlin'?")]
    [InlineData("time_zone: ../../etc/passwd", "3:85 EDI1005 ")]
    [InlineData("locale_generate: [de_DE.UTF-8]", "3:92 EDI1005 'locale_generate' in the parameters of playbook '10_p' must hold locales with their character sets, such as 'de_DE.UTF-8 UTF-8'; found 'de_DE.UTF-8'.")]
    [InlineData("locale_generate: de_DE.UTF-8 UTF-8", "3:91 EDI1003 ")]
    [InlineData("locale_lang: de_DE.UTF-8 UTF-8", "3:87 EDI1005 ")]
    [InlineData("default_user_name: two words", "3:93 EDI1005 'default_user_name' in the parameters of playbook '10_p' must be a user name: ")]
    [InlineData("default_user_name: 4711", "3:93 EDI1005 ")]
    [InlineData("default_user_uid: 0", "3:92 EDI1005 ")]
    [InlineData("packages_additional: htop", "3:95 EDI1003 ")]
    [InlineData("packages_additional: [htop git]", "3:96 EDI1005 ")]
    [InlineData("network_multicast_dns: 'no'", "3:97 EDI1003 ")]
    [InlineData("openssh_server_password_authentication: 'no'", "3:114 EDI1003 ")]
    [InlineData("install_openssh_server: true", "3:74 EDI1002 ")]
    public void A_mistake_is_told_at_its_place(string parameter, string problem) =>
        Assert.StartsWith(problem, Assert.Single(Problems(Machine, parameter)), StringComparison.Ordinal);

    [Theory]
    [InlineData(Machine, "default_user_password: $6$...")]
    [InlineData(Machine, "default_user_password: hunter2")]
    [InlineData(Machine, "default_user_password: hunter2hunter")] // as long as a hash of DES
    [InlineData(Machine, "default_user_password: $6$hunter2")]
    [InlineData(Machine, "default_user_password: 007")]
    [InlineData(Machine, "default_user_password: '12:34'")]
    [InlineData(Machine, "default_user_password: 12:34")]
    [InlineData(Machine, "default_user_password: yes")]
    [InlineData(Base, "default_user_password: hunter2")]
    [InlineData("playbooks/debian/development_user_facilities/main.yml", "host_user_as_target_user_password: hunter2")]
    public void A_password_that_is_no_hash_is_refused_and_not_shown(string playbook, string parameter)
    {
        string[] problems = Problems(playbook, parameter);
        Assert.NotEmpty(problems);
        Assert.DoesNotContain($"'{parameter.Split(": ")[1].Trim('\'')}'", string.Concat(problems), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", string.Concat(problems), StringComparison.Ordinal);
        Assert.True(parameter.EndsWith("yes", StringComparison.Ordinal) || problems.Any(problem => problem.Contains("'openssl passwd -6'", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Machine, $"default_user_password: {Good}, default_user_name: pi, host_name: pi.example.org, time_zone: US/Eastern")]
    [InlineData(Machine, "default_user_password: '!', default_user_groups: 'adm,sudo', default_user_uid: '1000', host_name: 4711, default_user_name: ''")]
    [InlineData(Machine, "default_user_password: '{% raw %}{{ lookup(\"env\", \"P\") }}{% endraw %}', packages_additional: '{% raw %}{{ more }}{% endraw %}', time_zone: '{% raw %}{% if a %}UTC{% endif %}{% endraw %}'")]
    [InlineData(Machine, "ansible_python_interpreter: /usr/bin/python3, edi_lxc_network_interface_name: eth0")]
    [InlineData(Base, "create_default_user: True, install_openssh_server: 'yes', apply_proxy_settings: 0, target_http_proxy: null, default_user_groups: [adm], edi_use_python3: True")]
    [InlineData(Base, $"default_user_password: '*', translations_filter: en_translations_only, ssh_pub_key_directory: /srv/keys, default_user_name: ada.lovelace")]
    [InlineData("playbooks/debian/base_system_cleanup/main.yml", "hostname: raspberry, document_installed_packages: True, package_documentation_command: dpkg-query --list, ssh_host_key_backup_folder: /data/ssh")]
    public void What_is_right_is_let_through(string playbook, string parameters) => Assert.Empty(Problems(playbook, parameters));

    [Fact]
    public void All_mistakes_are_told_at_once() =>
        Assert.Equal(["EDI1005", "EDI1002", "EDI1005"], Problems(Machine, "host_name: a_b, time_zon: UTC, default_user_password: x").Select(problem => problem.Split(' ')[1]));

    [Fact]
    public void A_general_parameter_counts_where_a_playbook_has_one_of_this_name() =>
        Assert.Equal(
            ["1:45 EDI1005"],
            _folder.Places("general: {parameters: {color: 1, host_name: a_b}}\n" + DefinitionFolder.Bootstrap + $"playbooks: {{10_p: {{path: {Machine}}}}}\n"));

    [Fact]
    public void A_project_that_overrides_a_playbook_says_itself_what_it_takes()
    {
        _folder.WriteToProject($"plugins/{Machine}", "[]\n");
        Assert.Empty(Problems(Machine, "host_name: no, anything: 1, default_user_password: x"));
    }

    [Fact]
    public void A_playbook_of_the_projects_own_takes_what_it_likes()
    {
        _folder.WriteToProject("plugins/own.yml", "- {hosts: all, roles: [get_edi_io.debian_setup.default_user]}\n");
        Assert.Empty(Problems("own.yml", "host_name: no, anything: 1, time_zone: none"));
    }

    [Fact]
    public void A_project_that_brings_edis_collection_along_gives_its_roles_what_they_take()
    {
        Assert.NotEmpty(Problems(Base, "anything: 1"));
        _folder.WriteToProject("plugins/ansible_collections/get_edi_io/debian_setup/galaxy.yml", "");
        Assert.Empty(Problems(Base, "anything: 1"));
        Assert.NotEmpty(Problems(Machine, "anything: 1")); // which is not made of them
    }

    [Theory]
    [MemberData(nameof(Playbooks))]
    public void A_schema_names_the_variables_of_the_roles(string playbook)
    {
        string folder = Path.Combine(s_plugins, "playbooks/debian", playbook);
        string text = File.ReadAllText(Path.Combine(folder, "main.yml"));
        var roles = Regex.Matches(text, @"role: (?:get_edi_io\.debian_setup\.)?(\w+)").Select(match => match.Groups[1].Value).Distinct();
        var defaults = roles
            .SelectMany(role => new[] { Path.Combine(folder, "roles", role), Path.Combine(s_plugins, "ansible_collections/get_edi_io/debian_setup/roles", role) }.Where(Directory.Exists).Take(1))
            .Select(role => Path.Combine(role, "defaults/main.yml")).Where(File.Exists)
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), @"(?m)^(\w+):").Select(match => match.Groups[1].Value));
        var vars = Regex.Matches(text, @"(?m)^    (\w+): ").Select(match => match.Groups[1].Value);
        var schema = DefinitionSchema.Parse(File.ReadAllText(Path.Combine(s_plugins, "../schema/playbooks/debian", playbook + ".json")));
        Assert.Equal(
            defaults.Concat(vars).Where(name => !name.StartsWith("edi_", StringComparison.Ordinal) && name != "packages_of_roles").Distinct().Order(StringComparer.Ordinal),
            schema.Properties.Select(property => property.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Time_zones_are_those_of_the_hosts_list() =>
        Assert.Equal(["Etc/UTC", "Europe/Berlin", "UTC"], TimeZoneNames.Parse(["# version 2025b", "R s 1 o - A 1 0 0 -", "Z Europe/Berlin 1 - CET", "1 e CE%sT", "Z Etc/UTC 0 - UTC", "L Etc/UTC UTC"]).Order(StringComparer.Ordinal));

    [Fact]
    public void A_schema_with_a_form_that_nothing_checks_is_refused() =>
        Assert.Throws<NotSupportedException>(() => DefinitionSchema.Parse("""{"properties": {"a": {"x-edi-format": "color"}}}"""));

    private string[] Problems(string playbook, string parameters) =>
        _folder.Problems($"{DefinitionFolder.Bootstrap}playbooks: {{10_p: {{path: {playbook}, parameters: {{{parameters}}}}}}}\n");
}
