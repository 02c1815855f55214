namespace Edi.Tasks.Definition;

/// <summary>The files that edi's commands expect of the steps before them.</summary>
/// <param name="Folder">The folder of intermediate artifacts.</param>
/// <param name="Name">edi's <c>edi_configuration_name</c>.</param>
internal sealed record StepArtifacts(string Folder, string Name)
{
    /// <summary>It is there when the container is configured; edi's <c>edi_project_container_seal</c>.</summary>
    public string Seal => Path.Combine(Folder, Name + ".seal");

    /// <summary>The configured container as an image of LXD; edi's <c>edi_input_artifact</c>.</summary>
    public string LxdArchive => Path.Combine(Folder, Name + "_edicommand_lxc_export.tar.gz");
}
