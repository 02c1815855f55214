using System.Text.RegularExpressions;

namespace Edi.Tasks.Diagnostics;

/// <summary>Says why the system has refused to read or write a file, and what mends that.</summary>
internal static partial class FileFailure
{
    /// <summary>EROFS of errno(3).</summary>
    public const int ReadOnlyFileSystem = 30;

    private const int AlreadyThere = 17; // EEXIST

    /// <summary>The reason and the remedy, each a sentence.</summary>
    /// <param name="cacheDirectory">The folder of the cache; empty where it is not known.</param>
    public static string Describe(Exception failure, string cacheDirectory)
    {
        string remedy = failure.HResult switch
        {
            ReadOnlyFileSystem => "It lies on a file system that is mounted read-only: mount that writable, or move what is to be written to another one.",
            AlreadyThere => "A folder should be there: remove or rename the file, or name another folder.",
            _ when FindFileAbove(failure) is not null => "A folder should be there: remove or rename it, or name another folder.",
            _ => "Check its owner, its mode and the space on its disk.",
        };
        bool isInCache = cacheDirectory.Length > 0 && failure.Message.Contains(cacheDirectory, StringComparison.Ordinal);
        return $"{Reason(failure)} {remedy}{(isInCache ? " It belongs to the cache, for which -p:EdiCacheDirectory=FOLDER names another folder." : "")}";
    }

    /// <summary>What the system says, in sentences.</summary>
    public static string Reason(Exception failure) =>
        failure.Message.Replace(" : '", ": '", StringComparison.Ordinal).TrimEnd('.') + (FindFileAbove(failure) is { } file ? $": {file} is a file." : ".");

    // .NET says of what lies below a file that there is no such folder.
    private static string? FindFileAbove(Exception failure)
    {
        string? above = failure is DirectoryNotFoundException && Quoted().Match(failure.Message) is { Success: true } path ? Path.GetDirectoryName(path.Value) : null;
        while (above is not null && !File.Exists(above))
        {
            above = Path.GetDirectoryName(above);
        }

        return above;
    }

    [GeneratedRegex("(?<=')/.*(?=')")]
    private static partial Regex Quoted();
}
