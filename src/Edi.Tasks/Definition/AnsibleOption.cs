using System.Collections.Immutable;

namespace Edi.Tasks.Definition;

/// <summary>An option of <c>ansible-playbook</c>.</summary>
/// <param name="Short">Its letter; <c>'\0'</c> without one.</param>
/// <param name="TakesValue">Whether a value follows.</param>
internal sealed record AnsibleOption(ImmutableArray<string> Names, char Short, bool TakesValue, AnsibleOptionEffect Effect)
{
    private const AnsibleOptionEffect None = AnsibleOptionEffect.None, Shapes = AnsibleOptionEffect.Shapes, Idles = AnsibleOptionEffect.Idles, Own = AnsibleOptionEffect.Own, Asks = AnsibleOptionEffect.Asks;

    /// <summary>All that there are.</summary>
    public static ImmutableArray<AnsibleOption> All { get; } =
    [
        new(["--verbose"], 'v', false, None),
        new(["--diff"], 'D', false, None),
        new(["--flush-cache"], '\0', false, None),
        new(["--forks"], 'f', true, None),
        new(["--timeout"], 'T', true, None),
        new(["--start-at-task"], '\0', true, Shapes),
        new(["--tags"], 't', true, Shapes),
        new(["--skip-tags"], '\0', true, Shapes),
        new(["--extra-vars"], 'e', true, Shapes),
        new(["--force-handlers"], '\0', false, Shapes),
        new(["--module-path"], 'M', true, Shapes),
        new(["--become"], 'b', false, Shapes),
        new(["--become-method"], '\0', true, Shapes),
        new(["--become-user"], '\0', true, Shapes),
        new(["--check"], 'C', false, Idles),
        new(["--syntax-check"], '\0', false, Idles),
        new(["--list-hosts"], '\0', false, Idles),
        new(["--list-tags"], '\0', false, Idles),
        new(["--list-tasks"], '\0', false, Idles),
        new(["--step"], '\0', false, Asks),
        new(["--ask-pass"], 'k', false, Asks),
        new(["--ask-become-pass"], 'K', false, Asks),
        new(["--ask-vault-password", "--ask-vault-pass"], 'J', false, Asks),
        new(["--inventory", "--inventory-file"], 'i', true, Own),
        new(["--limit"], 'l', true, Own),
        new(["--connection"], 'c', true, Own),
        new(["--user"], 'u', true, Own),
        new(["--private-key", "--key-file"], '\0', true, Own),
        new(["--ssh-common-args"], '\0', true, Own),
        new(["--ssh-extra-args"], '\0', true, Own),
        new(["--sftp-extra-args"], '\0', true, Own),
        new(["--scp-extra-args"], '\0', true, Own),
        new(["--vault-id"], '\0', true, Own),
        new(["--vault-password-file", "--vault-pass-file"], '\0', true, Own),
        new(["--connection-password-file", "--conn-pass-file"], '\0', true, Own),
        new(["--become-password-file", "--become-pass-file"], '\0', true, Own),
        new(["--help"], 'h', false, Own),
        new(["--version"], '\0', false, Own),
    ];

    /// <summary>The name by which it is told to Ansible, and to people.</summary>
    public string Name => Names[0];

    /// <summary>The options that a word may mean: as Ansible takes it, by its name or by an unmistakable beginning of that.</summary>
    public static ImmutableArray<AnsibleOption> Named(string word) =>
        All.Where(option => option.Names.Contains(word)).ToImmutableArray() is { IsEmpty: false } exact
            ? exact
            : [.. All.Where(option => option.Names.Any(name => name.StartsWith(word, StringComparison.Ordinal)))];
}

/// <summary>What an option does to the result of a playbook.</summary>
internal enum AnsibleOptionEffect
{
    /// <summary>Nothing: it shows more, or takes another time.</summary>
    None,

    /// <summary>Another result.</summary>
    Shapes,

    /// <summary>There is none, since no task does anything.</summary>
    Idles,

    /// <summary>It asks somebody, and nobody is there.</summary>
    Asks,

    /// <summary>The build says that itself.</summary>
    Own,
}
