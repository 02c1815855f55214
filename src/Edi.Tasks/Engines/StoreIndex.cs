using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Edi.Tasks.Engines;

/// <summary>
/// What Buildah's store says that it has, and what of that is there: read from the store's own files, since Buildah takes what it cannot read for
/// nothing, notices what is missing when it is too late, and would cost the start of a program in every build.
/// </summary>
internal sealed partial class StoreIndex
{
    private readonly string _store;
    private readonly Dictionary<string, StoredImage>? _images;
    private readonly Dictionary<string, StoredLayer>? _layers;

    private StoreIndex(string store)
    {
        _store = store;
        // In this order: whoever adds an image has added its layers before.
        _images = TryRead<StoredImage>(ImagesFile)?.DistinctBy(image => image.Id).ToDictionary(image => image.Id);
        _layers = TryRead<StoredLayer>(LayersFile)?.DistinctBy(layer => layer.Id).ToDictionary(layer => layer.Id);
    }

    /// <summary>The images of which something is missing.</summary>
    public ImmutableArray<string> DamagedImages => [.. (_images ?? []).Keys.Where(image => FindFault(image) is not null).Order(StringComparer.Ordinal)];

    /// <summary>The file whose loss makes all that the store has useless; null when there is none.</summary>
    public string? Loss =>
        _images is null && HasFolders("overlay-images") ? ImagesFile
        : _layers is null && (HasFolders("overlay") || _images is { Count: > 0 }) ? LayersFile
        : null;

    /// <summary>What is in the store's way and tells nothing: a list of working containers that cannot be read, and folders in the place of lock files.</summary>
    public ImmutableArray<string> Rubbish =>
    [
        .. TryRead<StoredLayer>(ContainersFile) is null && Path.Exists(ContainersFile) ? [ContainersFile] : ImmutableArray<string>.Empty,
        .. new[] { "storage.lock", "userns.lock", "overlay-images/images.lock", "overlay-layers/layers.lock", "overlay-containers/containers.lock" }
            .Select(name => Path.Combine(_store, name)).Where(Directory.Exists),
    ];

    private string ImagesFile => Path.Combine(_store, "overlay-images", "images.json");

    private string LayersFile => Path.Combine(_store, "overlay-layers", "layers.json");

    private string ContainersFile => Path.Combine(_store, "overlay-containers", "containers.json");

    /// <param name="store">The store's folder; it need not be there.</param>
    public static StoreIndex Read(string store) => new(store);

    /// <summary>What is missing of an image, as a path that does not exist; null when all is there. What lies below a file stands for its content.</summary>
    public string? FindFault(string image)
    {
        string folder = Path.Combine(_store, "overlay-images", image);
        if (!Directory.Exists(folder))
        {
            return folder;
        }

        if (_images is null || !_images.TryGetValue(image, out var stored))
        {
            return Path.Combine(ImagesFile, image);
        }

        return FindFaultOfData(folder, stored.Sizes ?? []) ?? FindFaultOfLayers(stored.Layer);
    }

    private static string? FindFaultOfData(string folder, Dictionary<string, long> sizes)
    {
        foreach (var (name, size) in sizes.Where(data => data.Value > 0))
        {
            string file = Path.Combine(folder, FileOf(name));
            if (!File.Exists(file))
            {
                return file;
            }

            if (new FileInfo(file).Length != size)
            {
                return Path.Combine(file, "content");
            }
        }

        return null;
    }

    // As the library containers/storage names them.
    private static string FileOf(string data) =>
        data.All(letter => char.IsAsciiDigit(letter) || char.IsAsciiLetterLower(letter) || letter == '.') ? data : "=" + Convert.ToBase64String(Encoding.UTF8.GetBytes(data));

    private string? FindFaultOfLayers(string? top)
    {
        var visited = new HashSet<string>();
        for (string? layer = top; !string.IsNullOrEmpty(layer);)
        {
            if (_layers is null || !_layers.TryGetValue(layer, out var stored) || !visited.Add(layer))
            {
                return Path.Combine(LayersFile, layer);
            }

            string folder = Path.Combine(_store, "overlay", layer);
            string content = Path.Combine(folder, "diff"), link = Path.Combine(folder, "link"), lower = Path.Combine(folder, "lower");
            if (!Directory.Exists(content))
            {
                return content;
            }

            if (!LinkName().IsMatch(ContentOf(link)))
            {
                return Path.Combine(link, "content");
            }

            // The layers below, the next one first.
            if (!string.IsNullOrEmpty(stored.Parent) && ContentOf(lower).Split(':')[0] != $"l/{ContentOf(Path.Combine(_store, "overlay", stored.Parent, "link"))}")
            {
                return Path.Combine(lower, "content");
            }

            layer = stored.Parent;
        }

        return null;
    }

    private static string ContentOf(string file) => File.Exists(file) ? File.ReadAllText(file) : "";

    // Besides the folder of short names.
    private bool HasFolders(string name) =>
        Directory.Exists(Path.Combine(_store, name)) && Directory.EnumerateDirectories(Path.Combine(_store, name)).Any(folder => Path.GetFileName(folder).Length == 64);

    private static T[]? TryRead<T>(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T[]>(File.ReadAllText(file)) ?? []; // An empty list may be written as null.
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("^[A-Z0-9]{26}$")]
    private static partial Regex LinkName();

    private sealed record StoredImage(
        [property: JsonPropertyName("id"), JsonRequired] string Id,
        [property: JsonPropertyName("layer")] string? Layer,
        [property: JsonPropertyName("big-data-sizes")] Dictionary<string, long>? Sizes);

    private sealed record StoredLayer([property: JsonPropertyName("id"), JsonRequired] string Id, [property: JsonPropertyName("parent")] string? Parent);
}
