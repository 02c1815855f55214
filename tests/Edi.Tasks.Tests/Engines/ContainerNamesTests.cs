using System.Text.RegularExpressions;
using Edi.Tasks.Engines;

namespace Edi.Tasks.Tests;

public sealed class ContainerNamesTests
{
    [Fact]
    public void A_name_tells_the_project_its_folder_the_configuration_and_the_step()
    {
        var names = new ContainerNames("/home/me/pi/pi3-image.ediproj", "Debug");
        Assert.Matches("^edi-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$", names.Prefix);
        Assert.Equal($"{names.Prefix}-EdiContainer", names.Container("EdiContainer"));
        Assert.Equal($"localhost/{names.Prefix}:EdiConfigure.100_base", names.Image("EdiConfigure.100_base"));
    }

    /// <summary>Two machines may have the project in a folder of the same name.</summary>
    [Fact]
    public void On_a_remote_a_name_tells_the_machine_too()
    {
        var names = new ContainerNames("/home/me/pi/pi3-image.ediproj", "Debug");
        Assert.Equal(names.Prefix, names.Instance(new(EngineKind.Lxd, "local", "")));
        Assert.Matches($"^{names.Prefix}-[0-9a-f]{{8}}$", names.Instance(new(EngineKind.Lxd, "farm", "")));
    }

    /// <summary>An instance is called so while it is built, and images must not be.</summary>
    [Fact]
    public void The_role_that_gives_a_host_its_name_knows_the_one_of_a_build()
    {
        string tasks = File.ReadAllText(Repository.PathOf("src/Edi.Sdk/plugins/ansible_collections/get_edi_io/debian_setup/roles/replace_temp_hostname/tasks/main.yml"));
        string pattern = Regex.Match(tasks, @"is match\('(.*)'\)").Groups[1].Value;
        var names = new ContainerNames("/home/me/pi/pi3-image.ediproj", "Debug");
        Assert.Matches($"^(?:{pattern})", names.Prefix);
        Assert.Matches($"^(?:{pattern})", names.Instance(new(EngineKind.Incus, "farm", "")));
        Assert.DoesNotMatch($"^(?:{pattern})", "gateway");
    }

    [Fact]
    public void The_same_project_always_has_the_same_names() =>
        Assert.Equal(
            new ContainerNames("/home/me/pi/image.ediproj", "Debug").Prefix,
            new ContainerNames("/home/me/other/../pi/image.ediproj", "Debug").Prefix);

    [Fact]
    public void No_two_folders_projects_or_configurations_share_a_prefix_and_none_begins_another()
    {
        string[] prefixes =
        [
            .. from folder in new[] { "/", "/a", "/a/b", "/ab", "/a-b" }
               from project in new[] { "a", "ab", "a-b", "image", "image-2", "image.test" }
               from configuration in new[] { "Debug", "Release", "Debug-2", "D", "debug" }
               select new ContainerNames(Path.Combine(folder, project + ".ediproj"), configuration).Prefix,
        ];
        Assert.Equal(150, prefixes.Distinct().Count());
        Assert.DoesNotContain(
            prefixes.SelectMany(one => prefixes, (one, other) => (one, other)),
            pair => pair.one != pair.other && pair.other.StartsWith(pair.one, StringComparison.Ordinal));
    }
}
