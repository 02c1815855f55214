using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Engines;

/// <summary>The kinds of engines that make and keep layers.</summary>
internal enum EngineKind
{
    Buildah,
    Lxd,
    Incus,
}

/// <summary>The engine in which a project's layers are made.</summary>
/// <param name="Remote">The remote of LXD or Incus, as its command line knows it; <c>local</c> is the daemon of this machine.</param>
/// <param name="Member">The member of that remote's cluster; empty leaves the choice to the cluster.</param>
internal sealed record ContainerEngine(EngineKind Kind, string Remote, string Member)
{
    private const string Local = "local";

    /// <summary>The engine of a project that names none.</summary>
    public static ContainerEngine Buildah { get; } = new(EngineKind.Buildah, "", "");

    /// <summary>Whether layers are snapshots of an instance that a daemon runs; else they are images of Buildah.</summary>
    public bool HasInstances => Kind != EngineKind.Buildah;

    /// <summary>Whether the daemon is this machine's own.</summary>
    public bool IsLocal => Remote == Local;

    /// <summary>What the engine is called.</summary>
    public string Name => Kind switch
    {
        EngineKind.Lxd => "LXD",
        EngineKind.Incus => "Incus",
        _ => "Buildah",
    };

    /// <summary>The program of its command line.</summary>
    public string Client => Kind switch
    {
        EngineKind.Lxd => "lxc",
        EngineKind.Incus => "incus",
        _ => "buildah",
    };

    /// <summary>Debian's package with that program.</summary>
    public string ClientPackage => Kind switch
    {
        EngineKind.Lxd => "lxd-client",
        EngineKind.Incus => "incus-client",
        _ => "buildah",
    };

    /// <summary>Debian's package with the daemon.</summary>
    public string ServerPackage => Kind switch
    {
        EngineKind.Lxd => "lxd",
        EngineKind.Incus => "incus",
        _ => "",
    };

    /// <param name="engine">The property EdiContainerEngine.</param>
    /// <param name="remote">The property EdiContainerRemote.</param>
    /// <param name="member">The property EdiContainerMember.</param>
    /// <exception cref="EdiException">EDI0010, when one of them has a value that it must not have.</exception>
    public static ContainerEngine Parse(string engine, string remote, string member)
    {
        EngineKind kind = engine switch
        {
            "buildah" => EngineKind.Buildah,
            "lxd" => EngineKind.Lxd,
            "incus" => EngineKind.Incus,
            _ => throw new EdiException(EdiCodes.EngineUnknown, $"The property EdiContainerEngine must be buildah, lxd or incus; found '{engine}'."),
        };
        if (kind == EngineKind.Buildah)
        {
            return remote.Length == 0 && member.Length == 0
                ? Buildah
                : throw new EdiException(EdiCodes.EngineUnknown, $"The properties EdiContainerRemote and EdiContainerMember are for LXD and Incus, and Buildah has no remotes; found '{remote}{member}'. Set EdiContainerEngine to lxd or incus, or leave them out.");
        }

        return new(kind, NameOf("EdiContainerRemote", remote.Length == 0 ? Local : remote), NameOf("EdiContainerMember", member));
    }

    // A word that begins with a hyphen would be an option, and a colon ends a remote's name.
    private static string NameOf(string property, string value) => value.StartsWith('-') || value.AsSpan().IndexOfAny(":/ ") >= 0
        ? throw new EdiException(EdiCodes.EngineUnknown, $"The property {property} must be a name, without a colon, a slash or a space; found '{value}'.")
        : value;
}
