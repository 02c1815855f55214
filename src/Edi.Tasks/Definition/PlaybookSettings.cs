using System.Collections.Immutable;

namespace Edi.Tasks.Definition;

/// <summary>How Ansible is set up for a playbook, besides what the build itself needs.</summary>
internal sealed record PlaybookSettings
{
    /// <summary>Nothing is set.</summary>
    public static PlaybookSettings None { get; } = new();

    /// <summary>Further variables of its environment.</summary>
    public ImmutableArray<EnvironmentVariable> Environment { get; init; } = [];

    /// <summary>The <c>ansible.cfg</c> that holds for it; empty when there is none.</summary>
    public string Configuration { get; init; } = "";

    /// <summary>The passwords with which Ansible opens vaults, in the order in which it tries them.</summary>
    public ImmutableArray<VaultPassword> VaultPasswords { get; init; } = [];

    /// <summary>Further arguments of <c>ansible-playbook</c>.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Those of them that shape what the playbook leaves.</summary>
    public ImmutableArray<string> ShapingArguments { get; init; } = [];

    /// <summary>The files that the arguments name.</summary>
    public ImmutableArray<string> ArgumentFiles { get; init; } = [];

    /// <summary>The task at which the playbook starts; null when it runs from its beginning.</summary>
    public string? FirstTask { get; init; }
}
