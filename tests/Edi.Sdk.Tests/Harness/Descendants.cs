using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Edi.Sdk.Tests.Harness;

/// <summary>The processes that the tests have started, and all that those have: what loses its parent becomes the tests' own child.</summary>
internal static partial class Descendants
{
    private const int SetChildSubreaper = 36; // prctl(2)

    /// <summary>The command lines with a text in them.</summary>
    public static IEnumerable<string> Naming(string text)
    {
        var children = Processes().ToLookup(process => process.Parent, process => process.Id);
        var next = new Stack<int>(children[Environment.ProcessId]);
        while (next.TryPop(out int id))
        {
            foreach (int child in children[id])
            {
                next.Push(child);
            }

            if (Read(id, "cmdline").Replace('\0', ' ') is var line && line.Contains(text, StringComparison.Ordinal))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<(int Id, int Parent)> Processes() =>
        from folder in Directory.EnumerateDirectories("/proc")
        where char.IsAsciiDigit(Path.GetFileName(folder)[0])
        let id = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)
        let stat = Read(id, "stat")
        where stat.Length > 0
        // The name before may have spaces and brackets.
        select (id, int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture));

    private static string Read(int process, string file)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/{file}"));
        }
        catch (IOException)
        {
            return ""; // It has ended since the look.
        }
    }

    [ModuleInitializer]
    internal static void Adopt()
    {
        if (Control(SetChildSubreaper, 1, 0, 0, 0) != 0)
        {
            throw new InvalidOperationException($"The tests cannot become the parent of what their programs leave: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nint first, nint second, nint third, nint fourth);
}
