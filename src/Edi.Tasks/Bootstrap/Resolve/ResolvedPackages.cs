namespace Edi.Tasks.Bootstrap.Resolve;

/// <summary>What the mirrors have told a build: the bootstrap of the same build begins with it, and fetches it no second time.</summary>
/// <param name="Lists">The folder of the lists that apt has fetched and verified.</param>
/// <param name="Digest">The lists' digest, and that of the keys.</param>
internal sealed record ResolvedPackages(string Lists, string Digest)
{
    private const string DigestFile = "digest";

    /// <summary>What an earlier target of this build has left; null when none has.</summary>
    public static ResolvedPackages? Read(string folder) =>
        File.Exists(Path.Combine(folder, DigestFile)) ? new(ListsOf(folder), File.ReadAllText(Path.Combine(folder, DigestFile))) : null;

    /// <summary>Keeps the lists of apt's folder.</summary>
    public static ResolvedPackages Keep(string folder, string lists, string digest)
    {
        var own = Directory.CreateDirectory(ListsOf(folder));
        foreach (var list in new DirectoryInfo(lists).GetFiles().Where(file => file.Name != "lock"))
        {
            list.CopyTo(Path.Combine(own.FullName, list.Name)); // With its time, by which apt asks whether there is a newer one.
        }

        File.WriteAllText(Path.Combine(folder, DigestFile), digest); // The last: without it, nothing is there.
        return new(own.FullName, digest);
    }

    private static string ListsOf(string folder) => Path.Combine(folder, "lists");
}
