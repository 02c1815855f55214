using System.Security.Cryptography;
using System.Text;

namespace Edi.Tasks.Incremental;

/// <summary>A file, folder or link that is an input of a step, as it was at one moment.</summary>
/// <param name="IsFollowed">Whether it is a link whose target is read, too.</param>
/// <param name="State">What the kernel tells of it, and of the target; empty when it is not there. It was asked before the content was read.</param>
/// <param name="Description">What a tool reads of it, as a fingerprint tells it.</param>
/// <param name="Names">The digest of the names in a folder; empty for all else.</param>
internal sealed record InputFile(string Path, bool IsFollowed, string State, string Description, string Names)
{
    /// <summary>As it is now.</summary>
    public static InputFile Of(FileSystemInfo entry, bool isFollowed)
    {
        string state = FileIdentity.StateOf(entry.FullName, isFollowed);
        return new(entry.FullName, isFollowed, state, InputTree.Describe(entry, isFollowed), NamesIn(entry, isFollowed));
    }

    /// <summary>The same file as it is now.</summary>
    public InputFile Again() => FileIdentity.StateOf(Path, IsFollowed) switch
    {
        "" => this with { State = "", Description = "", Names = "" },
        var state when state == State => this,
        _ => Of(Directory.Exists(Path) ? new DirectoryInfo(Path) : new FileInfo(Path), IsFollowed),
    };

    /// <summary>Whether a tool would read the same of it.</summary>
    public bool ReadsAs(InputFile other) => (Description, Names) == (other.Description, other.Names);

    private static string NamesIn(FileSystemInfo entry, bool isFollowed)
    {
        if (!Directory.Exists(entry.FullName) || (entry.LinkTarget is not null && !isFollowed))
        {
            return "";
        }

        string names = string.Concat(FileTree.Entries(new(entry.FullName)).Select(child => $"{child.Name}/"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(names)));
    }
}
