using System.Collections.Immutable;
using Edi.Tasks.Ansible;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.ProjectItems;

namespace Edi.Tasks.Tests;

/// <summary>What a project says about the programs that build it, and what becomes of it.</summary>
public sealed class SettingsReaderTests : IDisposable
{
    private const string Definition =
        """
        bootstrap: {suite: trixie}
        playbooks:
          100_first: {path: playbooks/first/main.yml}
          200_second: {path: playbooks/second/main.yml}
        postprocessing_commands:
          300_list: {path: list/list.sh, output: {list: list.txt}}

        """;

    private readonly DefinitionFolder _folder = new();
    private readonly List<ProjectItem> _environment = [];
    private readonly List<ProjectItem> _vaultIds = [];

    public SettingsReaderTests()
    {
        _folder.WriteToProject("plugins/playbooks/first/main.yml", "- {hosts: edi, tasks: [{include_role: {name: shared}, when: false}]}\n");
        _folder.WriteToProject("plugins/playbooks/second/main.yml", "");
        _folder.WriteToProject("plugins/list/list.sh", "echo >{{ list }}");
        _folder.WriteToProject("my-image.ediproj", "<Project>\n  <EdiEnvironment />\n</Project>");
        _folder.WriteToProject("more/roles/shared/tasks/main.yml", "- {debug: {msg: shared}}");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Commands_and_playbooks_have_the_variables()
    {
        Say("CHANNEL", ("Value", "beta"));
        var read = Read();
        Assert.All(read.Playbooks, playbook => Assert.Equal("beta", Assert.Single(playbook.Settings.Environment).Current));
        Assert.Equal("beta", Assert.Single(read.Commands.Single().Environment).Current);
    }

    [Fact]
    public void A_variable_without_a_value_is_the_callers()
    {
        Say("EDI_TEST_CALLERS");
        Assert.Null(Read().Playbooks[0].Settings.Environment.Single().Current);
        Environment.SetEnvironmentVariable("EDI_TEST_CALLERS", "of the caller");
        try
        {
            Assert.Equal("of the caller", Read().Playbooks[0].Settings.Environment.Single().Current);
        }
        finally
        {
            Environment.SetEnvironmentVariable("EDI_TEST_CALLERS", null);
        }
    }

    [Fact]
    public void The_callers_secret_is_masked_and_in_no_file()
    {
        Say("EDI_TEST_TOKEN");
        Environment.SetEnvironmentVariable("EDI_TEST_TOKEN", "hunter2hunter2");
        try
        {
            var read = Read();
            Assert.Contains("hunter2hunter2", read.AllSecrets);
            Assert.DoesNotContain("hunter2", string.Concat(Fingerprints(read).Values), StringComparison.Ordinal);
            using var file = new TemporaryFolder();
            ResolvedDefinition.Write(file.At("definition.json"), read);
            Assert.DoesNotContain("hunter2", File.ReadAllText(file.At("definition.json")), StringComparison.Ordinal);
            Assert.Contains("hunter2hunter2", ResolvedDefinition.Read(file.At("definition.json")).AllSecrets);
        }
        finally
        {
            Environment.SetEnvironmentVariable("EDI_TEST_TOKEN", null);
        }
    }

    [Theory]
    [InlineData("CHANNEL", "", false)]
    [InlineData("CHANNEL", "true", true)]
    [InlineData("API_TOKEN", "", true)]
    [InlineData("DEPLOY_PASSWORD", "", true)]
    [InlineData("API_TOKEN", "false", false)]
    public void A_secret_is_what_says_so_or_is_called_so(string name, string secret, bool isSecret)
    {
        Say(name, secret.Length > 0 ? [("Value", "value"), ("Secret", secret)] : [("Value", "value")]);
        Assert.Equal(isSecret, Read().Playbooks[0].Settings.Environment.Single().IsSecret);
    }

    [Theory]
    [InlineData("PATH", "The variable 'PATH' is the build's own")]
    [InlineData("HOME", "The variable 'HOME' is the build's own")]
    [InlineData("LD_PRELOAD", "The variable 'LD_PRELOAD' is the build's own")]
    [InlineData("SOURCE_DATE_EPOCH", "SOURCE_DATE_EPOCH is for all steps")]
    [InlineData("A=b", "The name of an EdiEnvironment has letters, digits and '_'")]
    [InlineData("1A", "The name of an EdiEnvironment")]
    [InlineData("A B", "The name of an EdiEnvironment")]
    public void A_name_that_cannot_be_set_is_refused_at_its_place(string name, string message)
    {
        Say(name, ("Value", "x"));
        Assert.StartsWith($"2:4 EDI1005 {message}", Assert.Single(Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void Metadata_that_mean_nothing_are_refused()
    {
        Say("A", ("Valeu", "x"));
        Say("B", ("Secret", "perhaps"));
        Say("C", ("Node", "100_frist"));
        Assert.Equal(
            [
                "2:4 EDI1002 'Valeu' is not a metadata of EdiEnvironment 'A'. Did you mean 'Value'? Known: Value, Secret, Node.",
                "2:4 EDI1005 'Secret' of EdiEnvironment 'B' must be true or false; found 'perhaps'.",
                "2:4 EDI1005 EdiEnvironment 'C' is for the node '100_frist', which is no playbook and no command. Did you mean '100_first'?",
            ],
            Problems());
    }

    [Fact]
    public void A_variable_redoes_the_steps_that_have_it()
    {
        Say("CHANNEL", ("Value", "beta"));
        string[] all = ["EdiPostprocess.300_list", "EdiConfigure.100_first", "EdiConfigure.200_second"];
        Assert.Equal(all, Changed(() => _environment.Clear()));
        Assert.Equal(all, Changed(() => Say("CHANNEL", ("Value", "beta"))));
        Assert.Equal(all, Changed(() => Say("CHANNEL", ("Value", "stable"))));
        Assert.Equal(["EdiConfigure.100_first"], Changed(() => Say("CHANNEL", ("Value", "dev"), ("Node", "100_first"))));
        Assert.Equal(["EdiPostprocess.300_list"], Changed(() => Say("OTHER", ("Value", "dev"), ("Node", "300_list"))));
    }

    [Fact]
    public void A_file_that_a_variable_names_is_an_input()
    {
        _folder.WriteToProject("settings/one.yml", "1");
        Say("SETTINGS", ("Value", "settings/one.yml"), ("Node", "300_list"));
        Assert.Equal(["EdiPostprocess.300_list"], Changed(() => _folder.WriteToProject("settings/one.yml", "2")));
    }

    [Fact]
    public void The_configuration_beside_the_playbook_comes_before_that_beside_the_definition()
    {
        Assert.Equal("", Read().Playbooks[0].Settings.Configuration);
        string beside = _folder.WriteToProject("ansible.cfg", "[defaults]\n");
        Assert.All(Read().Playbooks, playbook => Assert.Equal(beside, playbook.Settings.Configuration));
        string own = _folder.WriteToProject("plugins/playbooks/first/ansible.cfg", "[defaults]\n");
        Assert.Equal([own, beside], Read().Playbooks.Select(playbook => playbook.Settings.Configuration));
        string named = _folder.WriteToProject("ci/ansible.cfg", "[defaults]\n");
        Say("ANSIBLE_CONFIG", ("Value", "ci/ansible.cfg"));
        Assert.All(Read().Playbooks, playbook => Assert.Equal(named, playbook.Settings.Configuration));
    }

    [Fact]
    public void The_configuration_and_what_it_names_are_inputs()
    {
        string[] playbooks = ["EdiConfigure.100_first", "EdiConfigure.200_second"];
        Assert.Equal(playbooks, Changed(() => _folder.WriteToProject("ansible.cfg", "[defaults]\nroles_path = more/roles\nfilter_plugins = filters:none\n")));
        Assert.Equal(playbooks, Changed(() => _folder.WriteToProject("filters/one.py", "# one")));
        Assert.Equal(playbooks, Changed(() => _folder.WriteToProject("filters/one.py", "# two")));
        // Of roles those count that a playbook names.
        Assert.Equal(["EdiConfigure.100_first"], Changed(() => _folder.WriteToProject("more/roles/shared/tasks/main.yml", "- {debug: {msg: changed}}")));
        Assert.Empty(Changed(() => _folder.WriteToProject("more/roles/unused/tasks/main.yml", "- {debug: {msg: unused}}")));
    }

    [Fact]
    public void A_variable_of_Ansible_names_roles_and_plugins_as_well()
    {
        _folder.WriteToProject("filters/one.py", "# one");
        Say("ANSIBLE_ROLES_PATH", ("Value", "more/roles"), ("Node", "100_first"));
        Say("ANSIBLE_FILTER_PLUGINS", ("Value", "filters"), ("Node", "100_first"));
        string[] first = ["EdiConfigure.100_first"];
        Assert.Equal(first, Changed(() => _folder.WriteToProject("more/roles/shared/tasks/main.yml", "- {debug: {msg: changed}}")));
        Assert.Empty(Changed(() => _folder.WriteToProject("more/roles/unused/tasks/main.yml", "- {debug: {msg: unused}}")));
        Assert.Equal(first, Changed(() => _folder.WriteToProject("filters/one.py", "# two")));
        var settings = AnsibleSettings.For(_folder.Plugins, "/tmp/a", Read().Playbooks[0].Settings);
        Assert.Equal(Path.Combine(_folder.Plugins.ProjectDirectory, "filters"), settings["ANSIBLE_FILTER_PLUGINS"]);
        Assert.StartsWith(Path.Combine(_folder.Plugins.ProjectDirectory, "more/roles") + ":", settings["ANSIBLE_ROLES_PATH"], StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_the_build_needs_win_and_a_warning_says_which()
    {
        string file = _folder.WriteToProject(
            "ansible.cfg", "[defaults]\nforks = 9\nremote_tmp = /var/tmp\ninventory = hosts\nretry_files_enabled = False\nlog_path = ansible.log\npipelining = False\n[ssh_connection]\ncontrol_path_dir = /tmp/c\n");
        Say("ANSIBLE_FORCE_COLOR", ("Value", "1"));
        Say("ANSIBLE_CACHE_PLUGIN", ("Value", "jsonfile"));
        var loaded = Load();
        string[] warnings = [.. loaded.Warnings.Select(warning => FormattableString.Invariant($"{Path.GetFileName(warning.Position!.File)}:{warning.Position.Line} {warning.Code.Id} {warning.Message.Split(" does not count")[0]}"))];
        Assert.Equal(
            [
                "ansible.cfg:3 EDI1021 'remote_tmp'", "ansible.cfg:4 EDI1021 'inventory'", "ansible.cfg:6 EDI1021 'log_path'", "ansible.cfg:9 EDI1021 'control_path_dir'",
                "my-image.ediproj:2 EDI1021 The variable 'ANSIBLE_CACHE_PLUGIN'", "my-image.ediproj:2 EDI1021 The variable 'ANSIBLE_FORCE_COLOR'",
            ],
            warnings);
        Assert.All(loaded.Warnings, warning => Assert.True(warning.IsWarning));

        var settings = AnsibleSettings.For(_folder.Plugins, "/tmp/a", loaded.Definition.Playbooks[0].Settings);
        Assert.Equal((file, "false", "memory", "/dev/null"), (settings["ANSIBLE_CONFIG"], settings["ANSIBLE_FORCE_COLOR"], settings["ANSIBLE_CACHE_PLUGIN"], settings["ANSIBLE_LOG_PATH"]));
        Assert.DoesNotContain("ANSIBLE_PIPELINING", settings.Keys); // The project's own choice.
        Assert.Equal("true", AnsibleSettings.For(_folder.Plugins, "/tmp/a")["ANSIBLE_PIPELINING"]);
    }

    [Fact]
    public void A_configuration_that_Ansible_would_refuse_is_an_error_at_its_line()
    {
        _folder.WriteToProject("ansible.cfg", "[defaults]\nnonsense\n");
        Assert.StartsWith("2:1 EDI1020", Assert.Single(Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void Vault_passwords_come_from_items_and_the_property()
    {
        string main = _folder.WriteToProject("main-password"), production = _folder.WriteToProject("production");
        SayVaultId("production", production);
        _folder.Settings = _folder.Settings with { VaultPasswordFile = "main-password" };
        Assert.Equal([("production", production), ("", main)], Vault());
    }

    [Fact]
    public void Without_these_they_come_from_a_variable_or_the_configuration()
    {
        string beside = _folder.WriteToProject("ci/password"), development = _folder.WriteToProject("ci/development");
        _folder.WriteToProject("plugins/playbooks/first/ansible.cfg", "[defaults]\nvault_password_file = ../../../ci/password\nvault_identity_list = development@../../../ci/development\n");
        Assert.Equal([("development", development), ("", beside)], Vault());
        Say("ANSIBLE_VAULT_PASSWORD_FILE", ("Value", "ci/development"));
        Assert.Equal([("development", development), ("", development)], Vault());
        Assert.DoesNotContain("ANSIBLE_VAULT_PASSWORD_FILE", AnsibleSettings.For(_folder.Plugins, "/tmp/a", Read().Playbooks[0].Settings).Keys);
    }

    [Fact]
    public void Every_vault_password_that_is_not_there_is_an_error_at_its_place()
    {
        _folder.WriteToProject("ansible.cfg", "[defaults]\nvault_identity_list = a@none, b@prompt\n");
        SayVaultId("c", "");
        SayVaultId("d@e", "x");
        SayVaultId("f", "/none");
        _folder.Settings = _folder.Settings with { VaultPasswordFile = "nowhere" };
        Assert.Equal(
            ["2:1 EDI1006", "2:1 EDI1005", "1:1 EDI1004", "1:1 EDI1005", "1:1 EDI1006", "1:1 EDI1006"],
            Problems().Select(problem => string.Join(' ', problem.Split(' ')[..2])));
    }

    [Theory]
    [InlineData("--start-at-task=X", "200_second", "|--start-at-task X")]
    [InlineData("--tags x", "", "--tags x|--tags x")]
    [InlineData("--tags x", "EdiConfigure", "--tags x|--tags x")]
    [InlineData("--tags x", "EdiConfigure.100_first", "--tags x|")]
    [InlineData("-v", "200_second", "|--verbose")]
    public void Arguments_are_for_all_playbooks_or_for_a_step(string arguments, string step, string expected)
    {
        _folder.Settings = new() { AnsibleArguments = arguments, Step = step };
        Assert.Equal(expected, string.Join('|', Load().Definition.Playbooks.Select(playbook => string.Join(' ', playbook.Settings.Arguments))));
    }

    [Theory]
    [InlineData("--start-at-task=X", "", "EDI1005 One playbook has the task 'X', and there are 2. Name its step besides: -p:EdiStep=200_second.")]
    [InlineData("-v", "300_list", "EDI1005 The property EdiAnsibleArguments is for the step '300_list', which is no playbook. Playbooks: 100_first, 200_second.")]
    [InlineData("--none", "", "EDI1005 '--none' in the property EdiAnsibleArguments is no option of ansible-playbook.")]
    public void Arguments_that_mean_nothing_are_refused(string arguments, string step, string message)
    {
        _folder.Settings = new() { AnsibleArguments = arguments, Step = step };
        Assert.Equal(["1:1 " + message], _folder.Problems(Definition));
    }

    [Fact]
    public void Arguments_that_shape_the_result_are_inputs_and_a_warning_says_what_it_is()
    {
        Assert.Empty(Changed(() => _folder.Settings = new() { AnsibleArguments = "-vv --diff" }));
        Assert.Equal(["EdiConfigure.100_first"], Changed(() => _folder.Settings = new() { AnsibleArguments = "--start-at-task=X -v", Step = "100_first" }));
        Assert.Equal("EDI3020", Assert.Single(Load().Warnings).Code.Id);
        Assert.Equal(["EdiConfigure.100_first"], Changed(() => _folder.Settings = ProjectSettings.None));
        Assert.Empty(Load().Warnings);
    }

    [Fact]
    public void A_file_of_an_argument_is_an_input()
    {
        string file = _folder.WriteToProject("extra.yml", "a: 1");
        _folder.Settings = new() { AnsibleArguments = "-e @extra.yml" };
        Assert.Equal(["--extra-vars", $"@{file}"], Load().Definition.Playbooks[0].Settings.Arguments);
        Assert.Equal(["EdiConfigure.100_first", "EdiConfigure.200_second"], Changed(() => _folder.WriteToProject("extra.yml", "a: 2")));
    }

    [Fact]
    public void The_log_level_is_edis_variable_and_Ansibles_verbosity()
    {
        _folder.WriteToProject("plugins/playbooks/second/main.yml", "# {{ edi_log_level }}");
        Assert.Equal(["EdiConfigure.200_second"], Changed(() => _folder.Settings = new() { LogLevel = "DEBUG" }));
        var loaded = Load();
        Assert.Equal(("DEBUG", "-vvvv"), ((string)loaded.LoadTimeVariables["edi_log_level"]!, loaded.Definition.Playbooks[0].Settings.Arguments.Single()));
        _folder.Settings = new() { LogLevel = "LOUD" };
        Assert.Equal(["1:1 EDI1005 The property EdiLogLevel must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL; found 'LOUD'."], _folder.Problems(Definition));
    }

    private void Say(string name, params (string Name, string Value)[] metadata) =>
        _environment.Add(new("EdiEnvironment", name, metadata.ToImmutableDictionary(entry => entry.Name, entry => entry.Value), _folder.ProjectFile));

    private void SayVaultId(string id, string file) => _vaultIds.Add(new(
        "EdiVaultId", id, file.Length > 0 ? ImmutableDictionary<string, string>.Empty.Add("PasswordFile", file) : ImmutableDictionary<string, string>.Empty, _folder.ProjectFile));

    private LoadedDefinition Load()
    {
        _folder.Settings = _folder.Settings with { Environment = [.. _environment], VaultIds = [.. _vaultIds] };
        return _folder.Load(Definition);
    }

    private ImageDefinition Read() => Load().Definition;

    private string[] Problems()
    {
        _folder.Settings = _folder.Settings with { Environment = [.. _environment], VaultIds = [.. _vaultIds] };
        return _folder.Problems(Definition);
    }

    private IEnumerable<(string, string)> Vault() => Read().Playbooks[0].Settings.VaultPasswords.Select(password => (password.Id, password.File));

    private Dictionary<string, string> Fingerprints(ImageDefinition definition) =>
        new StepFingerprints(definition, _folder.Folders, "1.0").All().ToDictionary(step => step.Step, step => string.Join('\n', step.Fingerprint.Lines));

    private string[] Changed(Action change)
    {
        var before = Fingerprints(Read());
        change();
        return [.. Fingerprints(Read()).Where(step => before[step.Key] != step.Value).Select(step => step.Key)];
    }
}
