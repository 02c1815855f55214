using System.Globalization;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Image;

/// <summary>Sizes of files that only the sandbox sees.</summary>
internal static class FileSize
{
    /// <summary>A file's size in bytes; links are followed.</summary>
    public static long Of(IToolRunner sandbox, string file) => long.Parse(
        sandbox.Capture(EdiCodes.ImageFailed, new ToolCommand("stat", "--dereference", "--format=%s", file)).Trim(),
        CultureInfo.InvariantCulture);
}
