using System.Globalization;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

/// <summary>A project's folder with a definition, and an SDK's folder of plugins.</summary>
internal sealed class DefinitionFolder : IDisposable
{
    /// <summary>The shortest bootstrap: two lines.</summary>
    public const string Bootstrap =
        """
        bootstrap:
          suite: trixie

        """;

    /// <summary>The shortest image.</summary>
    public const string Image =
        """
        image:
          partition_table: gpt
          partitions:
            10_root:
              type: linux
              label: ROOT
              file_system: ext4
              free_space: 16MiB
              mount_point: /

        """;

    private readonly TemporaryFolder _folder = new();

    public DefinitionFolder() => Plugins = new(_folder.CreateFolder("project"), _folder.CreateFolder("sdk"));

    public PluginLookup Plugins { get; }

    public string DefinitionFile => _folder.At("project/my-image.yml");

    public string WriteToProject(string relative, string content = "") => _folder.Write($"project/{relative}", content);

    public string WriteToSdk(string relative, string content = "") => _folder.Write($"sdk/{relative}", content);

    public ImageDefinition Read(string yaml)
    {
        File.WriteAllText(DefinitionFile, yaml);
        return DefinitionReader.Read(DefinitionFile, Plugins);
    }

    public EdiException Refuse(string yaml) => Assert.Throws<EdiException>(() => Read(yaml));

    /// <summary>What is wrong with a definition, as <c>LINE:COLUMN CODE MESSAGE</c>; nothing when it is right.</summary>
    public string[] Problems(string yaml)
    {
        try
        {
            Read(yaml);
            return [];
        }
        catch (EdiException e)
        {
            Assert.All(e.Problems, problem => Assert.Equal(DefinitionFile, problem.Position?.File));
            return [.. e.Problems.Select(problem => string.Create(
                CultureInfo.InvariantCulture, $"{problem.Position!.Line}:{problem.Position.Column} {problem.Code.Id} {problem.Message}"))];
        }
    }

    /// <summary>Where and which problems there are, without their messages.</summary>
    public string[] Places(string yaml) => [.. Problems(yaml).Select(problem => string.Join(' ', problem.Split(' ')[..2]))];

    public void Dispose() => _folder.Dispose();
}
