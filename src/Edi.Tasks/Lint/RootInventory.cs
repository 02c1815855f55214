using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Lint;

/// <summary>
/// Reads a container's root file system for the rules, in the sandbox. What is read passes through files in the sandbox's
/// scratch folder: the output of a tool would be in the log, and some of it is secret.
/// </summary>
internal sealed class RootInventory(EdiSandbox sandbox, string root)
{
    private const int Fields = 8;

    // The paths are on standard input, since they may be many.
    private const string Concatenate = "umask 077; xargs --null --no-run-if-empty cat -- >\"$1\"";

    public RootTree Read()
    {
        string output = Path.Combine(sandbox.ScratchDirectory, "inventory");
        Run(new("/usr/bin/python3", "-I", "-c", Script.Of("inventory.py"), root, output));
        return new(Parse(Take(output)), ReadFiles);
    }

    /// <summary>The entries of a list of <c>inventory.py</c>.</summary>
    internal static IEnumerable<RootEntry> Parse(string list) =>
        list.Split('\0').Chunk(Fields).Where(fields => fields.Length == Fields).Select(fields => new RootEntry(
            fields[0],
            fields[1] switch
            {
                "f" => RootEntryKind.File,
                "d" => RootEntryKind.Folder,
                "l" => RootEntryKind.Link,
                _ => RootEntryKind.Other,
            },
            (UnixFileMode)Convert.ToInt32(fields[2], 8),
            Number(fields[3]),
            Number(fields[4]),
            Number(fields[5]),
            fields[6],
            fields[7].Length > 0));

    private string ReadFiles(ImmutableArray<RootEntry> files)
    {
        string output = Path.Combine(sandbox.ScratchDirectory, "text");
        Run(new ToolCommand("sh", "-c", Concatenate, "sh", output) { StandardInput = string.Concat(files.Select(file => $"{root}{file.Path}\0")) });
        return Take(output);
    }

    private void Run(ToolCommand command) => sandbox.Require(EdiCodes.LintFailed, command);

    private static string Take(string file)
    {
        string text = File.ReadAllText(file);
        File.Delete(file);
        return text;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
