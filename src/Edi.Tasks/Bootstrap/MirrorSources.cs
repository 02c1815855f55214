using System.Text;
using Edi.Tasks.Definition;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Bootstrap;

/// <summary>The mirrors of a definition for apt, in the form deb822 of sources.list(5), each with its keys.</summary>
internal static class MirrorSources
{
    private const string Name = "mirrors.sources";

    // mmdebstrap numbers the files that it is given.
    private const string NameInBootstrap = $"/etc/apt/sources.list.d/0000{Name}";

    /// <summary>The file in the image.</summary>
    public const string NameInImage = $"/etc/apt/sources.list.d/{Name}";

    /// <summary>Writes them for mmdebstrap; null when the definition names none, and so mmdebstrap knows them.</summary>
    public static string? Write(BootstrapDefinition bootstrap, RepositoryKeys keys, EdiSandbox sandbox)
    {
        if (bootstrap.Mirrors.IsEmpty)
        {
            return null;
        }

        string file = $"/tmp/{Name}"; // Memory: addresses may have passwords.
        sandbox.WriteFile(file, string.Join('\n', bootstrap.Mirrors.Select(mirror => Stanza(mirror, keys.Of(mirror)))));
        return file;
    }

    /// <summary>What a bootstrap runs in the end: it puts the keys where the image's own apt finds them.</summary>
    public static string EndScript(RepositoryKeys keys) => Script.Of(
        "image-sources.sh", ("keys", RepositoryKeys.Folder), ("places", keys.Places), ("bootstrap", NameInBootstrap), ("image", NameInImage));

    /// <param name="keyrings">The files of its keys, in whose paths there are no spaces.</param>
    internal static string Stanza(MirrorDefinition mirror, IEnumerable<string> keyrings)
    {
        var stanza = new StringBuilder($"Types: deb\nURIs: {mirror.Uri}\nSuites: {mirror.Suite}\n");
        // A suite that ends in a slash is an exact path and has no components.
        if (!mirror.Suite.EndsWith('/'))
        {
            stanza.Append("Components: ").AppendJoin(' ', mirror.Components).Append('\n');
        }

        return (mirror.Unsigned ? stanza.Append("Trusted: yes") : stanza.Append("Signed-By: ").AppendJoin(' ', keyrings)).Append('\n').ToString();
    }
}
