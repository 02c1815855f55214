namespace Edi.Tasks.Incremental;

/// <summary>Where the files lie by which MSBuild decides whether a step runs.</summary>
internal sealed record StepFiles(string FingerprintDirectory, string StampDirectory, string DigestDirectory)
{
    /// <summary>What the step depends on now.</summary>
    public string Fingerprint(string step) => Path.Combine(FingerprintDirectory, step + ".txt");

    /// <summary>The input files that the fingerprint tells of, as they were when they were read.</summary>
    public string Inputs(string step) => InputsOf(Fingerprint(step));

    /// <summary>The file of <see cref="Inputs"/> for a fingerprint, or for a digest that tells of files.</summary>
    public static string InputsOf(string fingerprint) => Path.ChangeExtension(fingerprint, ".inputs");

    /// <summary>What it depended on when it last ended well.</summary>
    public string Stamp(string step) => Path.Combine(StampDirectory, step + ".stamp");

    /// <summary>What it has left, which is noticed when it changes.</summary>
    public string Results(string step) => ResultsOf(Stamp(step));

    /// <summary>The file of <see cref="Results"/> for a stamp.</summary>
    public static string ResultsOf(string stamp) => Path.ChangeExtension(stamp, ".results");

    /// <summary>What a step keeps, beside its stamp, of a digest with which it began, to tell later what of it changed.</summary>
    public static string InputOf(string stamp, string digest) => $"{Path.ChangeExtension(stamp, null)}.{Path.GetFileNameWithoutExtension(digest)}.input";

    /// <summary>What identifies its result.</summary>
    public string Digest(string step) => Path.Combine(DigestDirectory, step + ".txt");
}
