using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Flash;

/// <summary>A piece of an image that holds data; place and length in bytes.</summary>
/// <param name="Checksum">SHA-256, in lower-case hexadecimal.</param>
internal sealed record MappedRange(long Offset, long Length, string Checksum);

/// <summary>
/// Which pieces of an image hold data, as bmaptool writes it: XML, version 2.0 of the format. bmaptool itself reads it to
/// write a device; this one is for reading the device again, which bmaptool does not do.
/// </summary>
internal sealed record BlockMap(long ImageSize, ImmutableArray<MappedRange> Ranges)
{
    /// <summary>The bytes that hold data.</summary>
    public long MappedSize => Ranges.Sum(range => range.Length);

    /// <exception cref="EdiException">EDI7008, when the file is no such map, or contradicts itself.</exception>
    public static BlockMap Read(string path)
    {
        try
        {
            // XDocument takes a path for a URI, in which %41 is A.
            using var stream = File.OpenRead(path);
            return Parse(XDocument.Load(stream).Root!);
        }
        catch (Exception e) when (e is XmlException or FormatException or OverflowException)
        {
            throw new EdiException(EdiCodes.NothingToFlash, $"{path} is not a block map with checksums as bmaptool writes it: {e.Message} 'dotnet build -t:EdiCleanFrom -p:EdiStep=EdiImage' takes it away, and the next build makes image and map anew.");
        }
    }

    private static BlockMap Parse(XElement map)
    {
        Require(map.Name == "bmap" && map.Attribute("version")?.Value.Split('.')[0] == "2", "expected a bmap of version 2.");
        Require(Text(map, "ChecksumType") == "sha256", "expected checksums of the type sha256.");
        long imageSize = Number(Text(map, "ImageSize"));
        long blockSize = Number(Text(map, "BlockSize"));
        Require(imageSize > 0 && blockSize > 0, "a size is not positive.");
        var ranges = Child(map, "BlockMap").Elements("Range").Select(range => ParseRange(range, blockSize, imageSize)).ToImmutableArray();
        Require(
            ranges.Zip(ranges.Skip(1)).All(pair => pair.First.Offset + pair.First.Length <= pair.Second.Offset),
            "its ranges overlap or are not in order.");
        long mapped = ranges.Sum(range => (range.Length + blockSize - 1) / blockSize);
        Require(mapped == Number(Text(map, "MappedBlocksCount")), "its ranges are not as many blocks as it says.");
        return new(imageSize, ranges);
    }

    // "FIRST-LAST", or one block's number; of the last block of the image only what is there.
    private static MappedRange ParseRange(XElement range, long blockSize, long imageSize)
    {
        long[] blocks = [.. range.Value.Split('-', 2).Select(Number)];
        long offset = checked(blocks[0] * blockSize);
        long end = long.Min(checked((blocks[^1] + 1) * blockSize), imageSize);
        Require(offset < end && blocks[^1] * blockSize < imageSize, $"the range '{range.Value.Trim()}' is empty or beyond the image's end.");
        string checksum = range.Attribute("chksum")?.Value ?? "";
        Require(checksum.Length == 64 && checksum.All(char.IsAsciiHexDigitLower), $"the range '{range.Value.Trim()}' has no checksum.");
        return new(offset, end - offset, checksum);
    }

    private static XElement Child(XElement map, string name) => map.Element(name) ?? throw new FormatException($"it has no {name}.");

    private static string Text(XElement map, string name) => Child(map, name).Value.Trim();

    private static long Number(string text) => long.Parse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture);

    private static void Require(bool condition, string expectation)
    {
        if (!condition)
        {
            throw new FormatException(expectation);
        }
    }
}
