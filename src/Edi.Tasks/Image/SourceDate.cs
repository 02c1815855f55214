using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>
/// SOURCE_DATE_EPOCH: where it is set, no other time enters the image, and equal inputs give equal images, to the bit.
/// </summary>
internal static class SourceDate
{
    /// <summary>Seconds since 1970; null when it is not set.</summary>
    public static string? Epoch => ToolEnvironment.SourceDateEpoch;

    /// <summary>Takes later times from a tree.</summary>
    public static void Clamp(IToolRunner sandbox, string root) => Run(sandbox, "clamp-times.sh", root);

    /// <summary>Takes the times of the build from an ext4 file system.</summary>
    public static void SetInodeTimes(IToolRunner sandbox, string image, long offset) => Run(sandbox, "set-inode-times.sh", $"{image}?offset={offset}");

    private static void Run(IToolRunner sandbox, string script, string argument)
    {
        if (Epoch is not null)
        {
            sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("sh", "-c", Script.Of(script), script, argument));
        }
    }
}
