using System.Security.Cryptography;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition;

/// <summary>The folder of the collections and roles that a <c>requirements.yml</c> names, and the record in it of which file that was.</summary>
internal static class RestoredCollections
{
    /// <summary>The record's name. A folder without it is somebody else's.</summary>
    public const string Record = ".edi-requirements";

    /// <summary>What the record says of a file.</summary>
    public static string Describe(string requirements) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(requirements)));

    /// <summary>A warning, where what is there is not what the file names.</summary>
    public static IEnumerable<EdiProblem> FindProblems(string requirements, string folder)
    {
        if (requirements.Length == 0 || !File.Exists(requirements))
        {
            return [];
        }

        string record = Path.Combine(folder, Record);
        string? found = File.Exists(record) ? File.ReadAllText(record).Trim() : null;
        return found == Describe(requirements) ? [] :
        [
            new(
                EdiCodes.CollectionsDiffer,
                $"{(found is null ? $"What the file names is not in {folder}" : $"The file has changed since what it names was put into {folder}")}. 'dotnet build -t:EdiRestoreCollections' fetches it.",
                new(requirements, 1, 1, 1, 1))
            { IsWarning = true },
        ];
    }
}
