namespace Edi.Tasks.Definition.Nodes;

/// <summary>Whose rules a YAML file is read by.</summary>
internal enum YamlDialect
{
    /// <summary>A definition's: strict, so that no mistake passes.</summary>
    Definition,

    /// <summary>Ansible's: it has tags of its own, and of a key that is there twice it takes the last.</summary>
    Ansible,
}
