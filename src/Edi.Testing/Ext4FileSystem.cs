using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CliWrap;

namespace Edi.Testing;

/// <summary>An ext4 file system, read by debugfs.</summary>
internal sealed partial class Ext4FileSystem(string image, long offset) : EdiFileSystem(image, offset)
{
    private readonly string _device = FormattableString.Invariant($"{image}?offset={offset}");

    private protected override async Task<EdiFileEntry?> FindEntryAsync(string path)
    {
        if (await AskAsync("stat", path) is not { } answer)
        {
            return null;
        }

        string stat = Encoding.UTF8.GetString(answer);
        var kind = Kind(Field(TypeField(), stat));
        return new(path, kind, Number(SizeField(), stat))
        {
            Mode = (UnixFileMode)Convert.ToInt32(Field(ModeField(), stat), 8),
            User = (int)Number(UserField(), stat),
            Group = (int)Number(GroupField(), stat),
            Links = (int)Number(LinksField(), stat),
            Inode = Number(InodeField(), stat),
            LinkTarget = kind == EdiFileKind.SymbolicLink ? await TargetAsync(path, stat) : null,
            ExtendedAttributes = AttributeLine().Matches(Field(AttributesField(), stat))
                .ToImmutableDictionary(line => line.Groups[1].Value, line => line.Groups[2].Value),
        };
    }

    private protected override async Task<byte[]> ReadFileAsync(string path) => await AskAsync("cat", path) ?? throw Gone(path);

    private protected override async Task<ImmutableArray<(string Name, bool IsFolder)>> ListFolderAsync(string path)
    {
        string entries = Encoding.UTF8.GetString(await AskAsync("ls -p", path) ?? throw Gone(path));
        return
        [
            .. FolderEntry().Matches(entries)
                .Select(entry => (Name: entry.Groups[2].Value, IsFolder: entry.Groups[1].Value.StartsWith("04", StringComparison.Ordinal)))
                .Where(child => child.Name is not ("" or "." or "..")),
        ];
    }

    // A long target lies where the content of a file does.
    private async Task<string> TargetAsync(string path, string stat) =>
        FastLink().Match(stat) is { Success: true } fast ? fast.Groups[1].Value : Encoding.UTF8.GetString(await AskAsync("cat", path) ?? throw Gone(path));

    private EdiTestingException Gone(string path) => new($"{path} has vanished from {Image} while it was read.");

    // debugfs ends with 0 whatever happens.
    private async Task<byte[]?> AskAsync(string request, string path)
    {
        string quoted = path.Replace("\"", "\"\"", StringComparison.Ordinal);
        var command = Cli.Wrap(EdiHostProgram.Find("debugfs")).WithArguments(["-R", $"{request} \"{quoted}\"", _device]);
        var (result, output) = await EdiHostProgram.RunBytesAsync(command, CancellationToken.None);
        // Where a path goes on behind something that is no folder, there is nothing either; asked for a list, this would be a folder.
        if (result.Error.Contains("File not found", StringComparison.Ordinal)
            || (request != "ls -p" && result.Error.Contains("is not a directory", StringComparison.Ordinal)))
        {
            return null;
        }

        // Its version is all that it writes to standard error when nothing is wrong.
        return result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length <= 1
            ? output
            : throw new EdiTestingException($"debugfs could not read {path} in {Image}: {result.CommandLine}\n{result.Error}");
    }

    private static EdiFileKind Kind(string type) => type switch
    {
        "regular" => EdiFileKind.File,
        "directory" => EdiFileKind.Folder,
        "symlink" => EdiFileKind.SymbolicLink,
        "FIFO" => EdiFileKind.Pipe,
        "socket" => EdiFileKind.Socket,
        "character" => EdiFileKind.CharacterDevice,
        "block" => EdiFileKind.BlockDevice,
        _ => throw new EdiTestingException($"debugfs told of a file of the unknown type '{type}'."),
    };

    private static string Field(Regex field, string stat) => field.Match(stat).Groups[1].Value;

    private static long Number(Regex field, string stat) => long.TryParse(Field(field, stat), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;

    [GeneratedRegex(@"Inode: (\d+)")]
    private static partial Regex InodeField();

    [GeneratedRegex(@"Type: (\S+)")]
    private static partial Regex TypeField();

    [GeneratedRegex(@"Mode: +(\d+)")]
    private static partial Regex ModeField();

    [GeneratedRegex(@"User: +(\d+)")]
    private static partial Regex UserField();

    [GeneratedRegex(@"Group: +(\d+)")]
    private static partial Regex GroupField();

    [GeneratedRegex(@"\bSize: (\d+)")]
    private static partial Regex SizeField();

    [GeneratedRegex(@"Links: (\d+)")]
    private static partial Regex LinksField();

    // /inode/mode/user/group/name/size/ and a line's end, which a name may have, too.
    [GeneratedRegex(@"\G/\d+/(\d+)/\d+/\d+/([^/]*)/\d*/\n")]
    private static partial Regex FolderEntry();

    // The last line, but for line breaks in the target.
    [GeneratedRegex("^Fast link dest: \"(.*)\"\\s*\\z", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FastLink();

    [GeneratedRegex(@"Extended attributes:\n((?:  .*\n)*)")]
    private static partial Regex AttributesField();

    [GeneratedRegex(@"^  (\S+) \(\d+\)(?: = (.*))?$", RegexOptions.Multiline)]
    private static partial Regex AttributeLine();
}
