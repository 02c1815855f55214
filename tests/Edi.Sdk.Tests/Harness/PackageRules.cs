using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace Edi.Sdk.Tests.Harness;

/// <summary>What holds for every package of this repository.</summary>
internal static partial class PackageRules
{
    private const int IconSide = 128; // As NuGet asks for.

    /// <summary>It says under which licence it is and where the project is at home, and brings a page, an icon and the licence along.</summary>
    public static void AssertPapers(PackedPackage package)
    {
        string url = ProjectUrl().Match(File.ReadAllText(Repository.PathOf("Directory.Build.props"))).Groups[1].Value;
        Assert.Equal("expression", package.Attribute("license", "type"));
        Assert.Equal("MIT", package.Text("license"));
        Assert.Equal(url, package.Text("projectUrl").TrimEnd('/')); // NuGet adds one to the name of a host.
        Assert.Equal(url, package.Attribute("repository", "url"));
        Assert.Equal("git", package.Attribute("repository", "type"));
        Assert.NotEmpty(package.Text("description"));
        Assert.NotEmpty(package.Text("tags"));
        Assert.NotEmpty(package.Text("copyright"));
        Assert.Equal(File.ReadAllBytes(Repository.PathOf("LICENSE")), package.Read("LICENSE"));
        Assert.StartsWith($"# {package.Id}\n", Encoding.UTF8.GetString(package.Read(package.Text("readme"))), StringComparison.Ordinal);
        byte[] icon = package.Read(package.Text("icon"));
        Assert.Equal([0x89, .. "PNG"u8], icon[..4]);
        Assert.Equal((IconSide, IconSide), (BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(20))));
    }

    /// <summary>Each program and library in it that others have made is named, in the version that is built with, and its licence is there.</summary>
    public static void AssertNotices(PackedPackage package)
    {
        string[] others = [.. package.Files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal) && !Path.GetFileName(file).StartsWith("Edi.", StringComparison.Ordinal))];
        string[] linked = [.. package.Files.Where(file => file.StartsWith("tools/native/", StringComparison.Ordinal) && IsLinkedStatically(package.Read(file)))];
        if (others.Length + linked.Length == 0)
        {
            return;
        }

        string notices = Encoding.UTF8.GetString(package.Read("THIRD-PARTY-NOTICES.md"));
        string versions = File.ReadAllText(Repository.PathOf("Directory.Packages.props"));
        Assert.All(others, file =>
        {
            string name = Path.GetFileNameWithoutExtension(file);
            string version = Regex.Match(versions, $"Include=\"{Regex.Escape(name)}\" Version=\"([^\"]+)\"").Groups[1].Value;
            Assert.Contains($"| `{file}` | {name} {version}, ", notices, StringComparison.Ordinal);
            Assert.Contains($"\n## {name}\n", notices, StringComparison.Ordinal);
        });
        Assert.All(linked, file => Assert.Contains($"| `{ForEachHost(file)}` |", notices, StringComparison.Ordinal));
        Assert.All(LicenceFile().Matches(notices), match => Assert.Contains(match.Groups[1].Value, package.Files));
        // None is named that is not there.
        Assert.All(NoticedFile().Matches(notices), match => Assert.Contains(package.Files, file => ForEachHost(file) == match.Groups[1].Value));
    }

    private static string ForEachHost(string file) => Regex.Replace(file, "linux-[^/]+", "*");

    // An ELF file for programs that asks for no interpreter, see elf(5).
    private static bool IsLinkedStatically(byte[] file)
    {
        const int executable = 2, interpreter = 3, headerSize = 56;
        if (!file.AsSpan().StartsWith("\u007fELF"u8) || BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(16)) != executable)
        {
            return false;
        }

        int offset = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(32));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(56));
        return Enumerable.Range(0, count).All(index => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(offset + (index * headerSize))) != interpreter);
    }

    [GeneratedRegex(">([^<]*)</ProjectUrl>")]
    private static partial Regex ProjectUrl();

    [GeneratedRegex("`(licenses/[^`]+)`")]
    private static partial Regex LicenceFile();

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex NoticedFile();
}
