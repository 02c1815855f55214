using Edi.Tasks.Processes;

namespace Edi.Tasks.Definition.Layout;

/// <summary>How the raw image is compressed. Two threads, whatever the machine has: how the work is cut shows in the result.</summary>
internal static class Compressor
{
    /// <param name="format">zstd or xz.</param>
    public static ToolCommand Command(ImageFormat format, string image, string destination) => format == ImageFormat.Zstd
        ? new("zstd", "-q", "-10", "--threads=2", "-f", image, "-o", destination)
        : new("sh", "-euc", "xz --threads=2 --stdout \"$1\" >\"$2\"", "sh", image, destination);
}
