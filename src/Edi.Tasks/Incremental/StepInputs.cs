using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Incremental;

/// <summary>
/// The input files of a step, from their reading to the step's end. A fingerprint tells what was there when it was written, and not
/// what the step's programs have read: that may have changed since, and changed back.
/// </summary>
internal sealed class StepInputs
{
    private const char End = '\0', Separator = '\t';
    private const int Shown = 5;

    private ImmutableArray<InputFile> _files;

    private StepInputs(ImmutableArray<InputFile> files) => _files = files;

    /// <summary>Keeps beside a fingerprint, or beside a digest that tells of files, how these were.</summary>
    public static void Write(string fingerprint, IEnumerable<InputFile> files)
    {
        string path = StepFiles.InputsOf(fingerprint);
        string content = string.Concat(files.Select(file => $"{(file.IsFollowed ? "followed" : "")}{Separator}{file.State}{Separator}{file.Description}{Separator}{file.Names}{Separator}{file.Path}{End}"));
        if (!File.Exists(path) || File.ReadAllText(path) != content)
        {
            AtomicFile.Write(path, content);
        }
    }

    /// <summary>What was kept beside a step's fingerprint and the digests that it begins with.</summary>
    public static StepInputs Read(IEnumerable<string> fingerprints) => new(
    [
        .. fingerprints.Select(StepFiles.InputsOf).Where(File.Exists)
            .SelectMany(path => File.ReadAllText(path).Split(End, StringSplitOptions.RemoveEmptyEntries))
            .Select(line => line.Split(Separator, 5))
            .Select(parts => new InputFile(parts[4], parts[0].Length > 0, parts[1], parts[2], parts[3])),
    ]);

    /// <summary>Where they are.</summary>
    public IEnumerable<string> Paths => _files.Select(file => file.Path);

    /// <summary>Those that somebody has written to since they were read, or since the last call, and that are again what they were.</summary>
    /// <exception cref="EdiException">EDI0021, when one is not what it was.</exception>
    public ImmutableArray<string> FindWritten()
    {
        var before = _files;
        _files = [.. before.Select(file => file.Again())];
        var pairs = before.Zip(_files).ToImmutableArray();
        ThrowIfAny(PathsOf(pairs.Where(pair => !pair.First.ReadsAs(pair.Second))));
        return PathsOf(pairs.Where(pair => !FileIdentity.IsSameButForLinks(pair.First.State, pair.Second.State)));
    }

    /// <exception cref="EdiException">EDI0021, when there is one among them.</exception>
    public static void ThrowIfAny(ImmutableArray<string> changed)
    {
        if (!changed.IsEmpty)
        {
            throw new EdiException([.. changed.Take(Shown).Select(Problem)]);
        }
    }

    private static ImmutableArray<string> PathsOf(IEnumerable<(InputFile Before, InputFile Now)> files) => [.. files.Select(pair => pair.Now.Path).Distinct()];

    private static EdiProblem Problem(string path) => new(
        EdiCodes.InputChanged,
        "This input changed after the build had read it, so the step may have seen both what it was and what it is now. What the step has made is gone, and nothing before it; build again when the file stays as it is.",
        new(path, 0, 0, 0, 0));
}
