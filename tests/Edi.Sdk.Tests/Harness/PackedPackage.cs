using System.IO.Compression;
using System.Xml.Linq;

namespace Edi.Sdk.Tests.Harness;

/// <summary>A package, as NuGet reads it.</summary>
internal sealed class PackedPackage : IDisposable
{
    private readonly ZipArchive _archive;

    private PackedPackage(string file)
    {
        _archive = ZipFile.OpenRead(file);
        using var nuspec = _archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal) && !entry.FullName.Contains('/', StringComparison.Ordinal)).Open();
        Metadata = XDocument.Load(nuspec).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    /// <summary>The element metadata of its nuspec.</summary>
    public XElement Metadata { get; }

    public string Id => Text("id");

    /// <summary>The paths of its files.</summary>
    public string[] Files => [.. _archive.Entries.Select(entry => Uri.UnescapeDataString(entry.FullName))];

    public static PackedPackage Open(string file) => new(file);

    /// <summary>An element of the metadata; empty when it is not there.</summary>
    public string Text(string element) => Element(element)?.Value ?? "";

    /// <summary>An attribute of such an element; empty when it is not there.</summary>
    public string Attribute(string element, string attribute) => Element(element)?.Attribute(attribute)?.Value ?? "";

    public byte[] Read(string path)
    {
        using var file = _archive.Entries.Single(entry => Uri.UnescapeDataString(entry.FullName) == path).Open();
        using var content = new MemoryStream();
        file.CopyTo(content);
        return content.ToArray();
    }

    public void Dispose() => _archive.Dispose();

    private XElement? Element(string name) => Metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name);
}
