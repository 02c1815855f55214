using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>dpkg's database of a root file system, which the host's dpkg reads.</summary>
internal static class PackageDatabase
{
    private const string Status = "/var/lib/dpkg/status";

    /// <summary>What dpkg-query(1) shows of the installed packages in a format: one line a package, sorted.</summary>
    public static string Show(EdiSandbox sandbox, string root, string format)
    {
        // A folder with the one file that is asked for: in the database itself, a link might lead to the host's.
        string folder = Path.Combine(sandbox.ScratchDirectory, "dpkg");
        if (new RootFiles(sandbox, root, EdiCodes.ImageFailed, sandbox.ScratchDirectory).FindFile(Status) is not { } file)
        {
            return ""; // Not of Debian, as one that a command may make.
        }

        sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("sh", "-euc", "mkdir -p \"$1\"; cp -- \"$2\" \"$1/status\"", "sh", folder, file));
        return Select(sandbox.Capture(EdiCodes.ImageFailed, new ToolCommand("dpkg-query", $"--admindir={folder}", "--show", $"--showformat={format}")));
    }

    /// <summary>Keeps what is installed; a package that was removed can leave its configuration behind.</summary>
    /// <param name="output">Lines that begin with the state and a tab, which are left out.</param>
    internal static string Select(string output) =>
        string.Concat(output
            .Split('\n')
            .Where(line => line is [_, 'i', ..])
            .Select(line => line[(line.IndexOf('\t', StringComparison.Ordinal) + 1)..])
            .Order(StringComparer.Ordinal)
            .Select(line => line + "\n"));
}
