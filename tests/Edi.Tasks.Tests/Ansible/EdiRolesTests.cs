using System.Text.RegularExpressions;

namespace Edi.Tasks.Tests;

/// <summary>The roles of edi's collection take the variables that edi's have.</summary>
public sealed partial class EdiRolesTests : IDisposable
{
    private readonly RoleRehearsal _ansible = new();

    public void Dispose() => _ansible.Dispose();

    [Theory]
    [InlineData("{}", "gitops", "3000", "3000", "/bin/bash", "adm,sudo")]
    [InlineData("""{"gitops_user_name": "edi-fleet", "gitops_user_uid": 61235, "gitops_user_group_name": "edi-fleets", "gitops_user_gid": 61236, "gitops_user_shell": "/bin/sh", "gitops_user_groups": "adm", "gitops_user_password": "!"}""",
        "edi-fleet", "61235", "61236", "/bin/sh", "adm")]
    public void The_gitops_user_has_the_ids_the_shell_and_the_groups_that_are_said(string variables, string name, string uid, string gid, string shell, string groups)
    {
        _ansible.Run("get_edi_io.debian_setup.gitops_user", variables, "--check", "-vvv");
        Assert.Equal(gid, Argument("Create the user's group", "gid"));
        string[] user = ["name", "uid", "shell"];
        Assert.Equal([name, uid, shell], user.Select(argument => Argument("Create the user", argument, "Create the user's group")));
        Assert.Equal(groups.Split(','), Arguments("groups"));
    }

    [Theory]
    [InlineData("{}", "ansible-core git sudo")]
    [InlineData("""{"gitops_packages": ["ansible", "jq"]}""", "ansible jq git sudo")]
    [InlineData("""{"gitops_packages": "ansible"}""", "ansible git sudo")]
    public void The_gitops_tools_are_the_packages_that_are_said_and_what_the_hook_runs(string variables, string packages)
    {
        _ansible.Run("get_edi_io.debian_setup.gitops_tools", variables, "--check", "-vvv");
        Assert.Equal(packages.Split(' '), Arguments("name").Concat(Arguments("package")).Distinct());
    }

    [Theory]
    [InlineData("", "- package: bash\n")]
    [InlineData(""", "package_documentation_command": "printf '[{name: %s}]' 'a package'" """, "[{name: a package}]\n")]
    public void The_list_of_packages_is_what_the_said_command_prints(string command, string listed)
    {
        string folder = _ansible.Folder.At("documentation");
        Assert.Equal(0, _ansible.Run("get_edi_io.debian_setup.document_artifact", $$"""{"document_installed_packages": true, "documentation_directory": "{{folder}}", "edi_project_directory": "{{folder}}"{{command}}}"""));
        Assert.Contains(listed, File.ReadAllText(Path.Combine(folder, "packages.yml")), StringComparison.Ordinal);
    }

    /// <summary>What Ansible says at -vvv that it has given to a task's module.</summary>
    private string Argument(string task, string name, string after = "") =>
        _ansible.Shown.SkipWhile(line => !line.Contains(after, StringComparison.Ordinal)).Skip(after.Length > 0 ? 1 : 0)
            .SkipWhile(line => !(line.StartsWith("TASK", StringComparison.Ordinal) && line.Contains(task, StringComparison.Ordinal)))
            .Select(line => ModuleArgument().Match(line)).First(match => match.Groups["name"].Value == name).Groups["value"].Value;

    private string[] Arguments(string name) =>
    [
        .. _ansible.Shown.SkipWhile(line => !line.Contains($"\"{name}\": [", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => !line.Contains(']', StringComparison.Ordinal)).Select(line => line.Trim().Trim(',').Trim('"')),
    ];

    [GeneratedRegex("""^\s*"(?<name>\w+)": "?(?<value>[^"]*?)"?,?$""")]
    private static partial Regex ModuleArgument();
}
