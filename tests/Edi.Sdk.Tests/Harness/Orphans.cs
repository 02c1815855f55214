using System.Globalization;

namespace Edi.Sdk.Tests.Harness;

/// <summary>Processes that no build has any more: those of builds that run, such as another checkout's, descend from their <c>dotnet</c>.</summary>
internal static class Orphans
{
    /// <summary>The command lines with a text in them.</summary>
    public static IEnumerable<string> Naming(string text)
    {
        var processes = Processes().ToDictionary(process => process.Id);
        return
        [
            .. from process in processes.Values
               let line = Read(process.Id, "cmdline").Replace('\0', ' ')
               where line.Contains(text, StringComparison.Ordinal) && !HasBuild(process)
               select line,
        ];

        bool HasBuild(ProcessEntry process) => process.Name == "dotnet" || (processes.TryGetValue(process.Parent, out var parent) && HasBuild(parent));
    }

    private static IEnumerable<ProcessEntry> Processes() =>
        from folder in Directory.EnumerateDirectories("/proc")
        where char.IsAsciiDigit(Path.GetFileName(folder)[0])
        let id = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)
        let stat = Read(id, "stat")
        where stat.Length > 0
        // The name may have spaces and brackets.
        let end = stat.LastIndexOf(')')
        select new ProcessEntry(id, int.Parse(stat[(end + 2)..].Split(' ')[1], CultureInfo.InvariantCulture), stat[(stat.IndexOf('(') + 1)..end]);

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

    private sealed record ProcessEntry(int Id, int Parent, string Name);
}
