using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using CliWrap;

namespace Edi.Testing;

/// <summary>A FAT file system, read by mtools. Capitals and small letters are the same to it.</summary>
internal sealed partial class FatFileSystem(string image, long offset) : EdiFileSystem(image, offset)
{
    private readonly string _drive = FormattableString.Invariant($"{image}@@{offset}");

    private protected override async Task<EdiFileEntry?> FindEntryAsync(string path)
    {
        var (result, _) = await RunAsync("mdir", "-a", Name(path));
        if (result.ExitCode != 0 && result.Error.Contains("not found", StringComparison.Ordinal))
        {
            return null;
        }

        // Of a folder it lists what is in it, of a file the folder that it is in.
        string listing = result.Require();
        return listing.Contains($"Directory for ::{path}\n\n", StringComparison.Ordinal)
            ? new(path, EdiFileKind.Folder, 0)
            : new(path, EdiFileKind.File, long.Parse(EntryLine().Match(listing).Groups[1].Value, CultureInfo.InvariantCulture));
    }

    private protected override async Task<byte[]> ReadFileAsync(string path)
    {
        var (result, content) = await RunAsync("mcopy", Name(path), "-");
        result.Require();
        return content;
    }

    private protected override async Task<ImmutableArray<(string Name, bool IsFolder)>> ListFolderAsync(string path)
    {
        var (result, _) = await RunAsync("mdir", "-a", "-b", Name(path));
        return
        [
            // Each begins with the drive; a name may have a line break in it.
            .. PathBegin().Split(result.Require())
                .Where(entry => entry.Length > 0)
                .Select(entry => entry.EndsWith('\n') ? entry[..^1] : entry)
                .Select(entry => (entry.TrimEnd('/').Split('/')[^1], entry.EndsWith('/'))), // a folder
        ];
    }

    private async Task<(EdiProgramResult Result, byte[] Content)> RunAsync(string program, params string[] arguments)
    {
        var command = Cli.Wrap(EdiHostProgram.Find(program))
            .WithArguments(["-i", _drive, .. arguments])
            // Nothing here depends on the geometry of a disk, which mtools would check. The long form has dates.
            .WithEnvironmentVariables(new Dictionary<string, string?> { ["MTOOLS_SKIP_CHECK"] = "1", ["MTOOLS_DATE_STRING"] = "yyyy-mm-dd" });
        var (result, output) = await EdiHostProgram.RunBytesAsync(command, CancellationToken.None);
        return (result with { Output = System.Text.Encoding.UTF8.GetString(output) }, output);
    }

    // mtools takes names for patterns.
    private static string Name(string path) => "::" + PatternCharacter().Replace(path, @"\$0");

    [GeneratedRegex(@"[\\\[\]*?]")]
    private static partial Regex PatternCharacter();

    [GeneratedRegex("^::(?=/)", RegexOptions.Multiline)]
    private static partial Regex PathBegin();

    [GeneratedRegex(@"^.{12} +(\d+) \d{4}-\d\d-\d\d ", RegexOptions.Multiline)]
    private static partial Regex EntryLine();
}
