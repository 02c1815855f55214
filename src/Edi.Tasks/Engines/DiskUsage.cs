using System.Globalization;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Engines;

/// <summary>Measures trees that only the sandbox sees.</summary>
internal static class DiskUsage
{
    /// <summary>The bytes that a tree's files occupy, without what is mounted in it.</summary>
    public static long Measure(IToolRunner sandbox, string folder) => Run(sandbox, "--block-size=1", folder);

    /// <summary>The number of files, folders and links in a tree.</summary>
    public static long CountInodes(IToolRunner sandbox, string folder) => Run(sandbox, "--inodes", folder);

    private static long Run(IToolRunner sandbox, string unit, string folder)
    {
        string output = sandbox.Capture(EdiCodes.EngineFailed, new ToolCommand("du", "--summarize", "--one-file-system", unit, folder));
        return long.Parse(output.AsSpan(0, output.IndexOf('\t', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
    }
}
