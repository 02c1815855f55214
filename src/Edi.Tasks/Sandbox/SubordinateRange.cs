using System.Globalization;

namespace Edi.Tasks.Sandbox;

/// <summary>Reads subuid(5) and subgid(5): one <c>owner:first:count</c> a line, the owner by name or by number.</summary>
internal static class SubordinateRange
{
    /// <summary>Users 1 to 65535 of a root file system; user 0 is the builder.</summary>
    public const int Needed = 65535;

    /// <summary>The first number of the user's first range that is large enough, or null.</summary>
    public static int? Find(string file, string userName, int userId) =>
        File.Exists(file) ? Find(File.ReadLines(file), userName, userId) : null;

    public static int? Find(IEnumerable<string> lines, string userName, int userId)
    {
        string number = userId.ToString(CultureInfo.InvariantCulture);
        return lines
            .Select(line => line.Trim().Split(':'))
            .Where(fields => fields.Length == 3 && (fields[0] == userName || fields[0] == number))
            .Select(fields => (First: ToNumber(fields[1]), Count: ToNumber(fields[2])))
            .Where(range => range is { First: >= 0, Count: >= Needed })
            .Select(range => (int?)range.First)
            .FirstOrDefault();
    }

    /// <summary>The first number above every range in the file, for a new range; useradd(8) begins at 100000.</summary>
    public static int FirstFree(string file) =>
        (File.Exists(file) ? File.ReadLines(file) : [])
            .Select(line => line.Trim().Split(':'))
            .Where(fields => fields.Length == 3)
            .Select(fields => ToNumber(fields[1]) + ToNumber(fields[2]))
            .Append(100000)
            .Max();

    private static int ToNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : -1;
}
