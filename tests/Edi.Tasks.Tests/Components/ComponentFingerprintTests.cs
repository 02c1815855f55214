using System.Collections.Immutable;
using Edi.Tasks.Definition;

namespace Edi.Tasks.Tests;

/// <summary>A component's files count by their content, wherever it lies and whatever its version is.</summary>
public sealed class ComponentFingerprintTests : IDisposable
{
    private const string Definition = DefinitionFolder.Bootstrap +
        """
        playbooks:
          1_board: {path: playbooks/board/main.yml}
          2_other: {path: playbooks/other/main.yml}

        """;

    private readonly DefinitionFolder _folder = new();

    public ComponentFingerprintTests() => WriteAll("Board");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Another_place_of_the_same_component_redoes_nothing()
    {
        var before = Read();
        _folder.MoveComponent("Board", "Board-2.0.0");
        Assert.Equal(before, Read());
    }

    [Fact]
    public void A_component_that_nobody_uses_redoes_nothing()
    {
        var before = Read();
        _folder.AddComponent("Another");
        _folder.WriteToComponent("Another", "plugins/roles/unused/tasks/main.yml");
        Assert.Equal(before, Read());
    }

    [Theory]
    [InlineData("plugins/playbooks/board/main.yml", "EdiConfigure.1_board", "main.yml")]
    [InlineData("plugins/roles/shared/tasks/main.yml", "EdiConfigure.1_board", "$COMPONENT:Board/roles/shared/tasks/main.yml")]
    [InlineData("plugins/playbooks/other/main.yml", "EdiConfigure.2_other", "main.yml")]
    [InlineData("plugins/playbooks/common.yml", "EdiConfigure.2_other", "../common.yml")]
    [InlineData("plugins/roles/unused/tasks/main.yml", "", "")]
    [InlineData("README.md", "", "")]
    public void A_changed_file_redoes_the_steps_that_use_it_and_is_named(string file, string step, string name)
    {
        var before = Read();
        _folder.WriteToComponent("Board", file, "- {hosts: all, changed: {role: shared}}\n- import_playbook: ../common.yml\n");
        var changed = Read().Except(before).ToArray();
        Assert.Equal(step, string.Join(',', changed.Select(line => line.Split(' ')[0]).Distinct()));
        Assert.All(name.Length == 0 ? [] : new[] { name }, named => Assert.Contains(changed, line => line.StartsWith($"{step} {named}=", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_rule_of_a_component_redoes_the_check_alone()
    {
        var before = Read();
        _folder.WriteToComponent("Board", "lint.yml", "rules: {kernel: {path: /boot/vmlinuz, message: There is no kernel.}}\n");
        Assert.Equal(["EdiLint"], Read().Except(before).Select(line => line.Split(' ')[0]));
    }

    private void WriteAll(string component)
    {
        _folder.AddComponent(component);
        _folder.WriteToComponent(component, "plugins/playbooks/board/main.yml", "- {hosts: all, roles: [shared]}");
        _folder.WriteToComponent(component, "plugins/playbooks/other/main.yml", "- import_playbook: ../common.yml");
        _folder.WriteToComponent(component, "plugins/playbooks/common.yml", "- {hosts: common}");
        _folder.WriteToComponent(component, "plugins/roles/shared/tasks/main.yml", "- shared:");
        _folder.WriteToComponent(component, "plugins/roles/unused/tasks/main.yml", "- unused:");
    }

    private ImmutableArray<string> Read() =>
    [
        .. new StepFingerprints(_folder.Read(Definition) with { LintReport = "/lint.json" }, _folder.Folders, "1.0.0").All()
            .SelectMany(step => step.Fingerprint.Lines.Select(line => $"{step.Step} {line}")),
    ];
}
