using System.Collections.Immutable;
using System.IO.Enumeration;

namespace Edi.Tasks.Bootstrap.Twin;

/// <summary>A package whose programs may run natively; an entry of the SDK's <c>native/programs.yml</c>, which explains the fields.</summary>
internal sealed record TwinnedPackage(
    string Package,
    ImmutableArray<string> Only,
    ImmutableArray<string> Except,
    ImmutableArray<string> Together,
    ImmutableArray<string> Unless,
    ImmutableArray<ModuleFolder> Modules,
    ImmutableArray<string> Install,
    ImmutableArray<string> Tells,
    ImmutableArray<string> Texts,
    bool Words,
    bool Named)
{
    /// <summary>Whether a program of the package is meant, by its path.</summary>
    public bool Has(string program) =>
        (Only.IsEmpty || Only.Any(pattern => Matches(pattern, program))) && !Except.Any(pattern => Matches(pattern, program));

    /// <summary>Whether a name fits a pattern, in which '*' stands for anything.</summary>
    public static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    /// <summary>What '*' stands for in the name of an existing package.</summary>
    public string VersionIn(string package) =>
        Package.IndexOf('*', StringComparison.Ordinal) is var star && star < 0
            ? ""
            : package[star..^(Package.Length - star - 1)];
}

/// <summary>A folder of an interpreter's compiled modules.</summary>
/// <param name="Path">With <c>{target}</c> for the multiarch name and '*' for the version.</param>
/// <param name="Suffix">How the modules' names end; null if what lies in the folder counts as a whole.</param>
/// <param name="Own">Whether the target's file stands for itself under the twin's name.</param>
internal sealed record ModuleFolder(string Path, string? Suffix, bool Own)
{
    /// <summary>The folder as the dispatcher reads it, see <c>native/dispatch.h</c>.</summary>
    public override string ToString() => Suffix is null ? Path : $"{Path}{(Own ? '=' : '*')}{Suffix}";

    /// <summary>Whether a file of a package is a module of the folder, or leads to one.</summary>
    public bool Has(string file) =>
        file.StartsWith(Path + "/", StringComparison.Ordinal)
        && (Suffix is null
            ? file.TrimEnd('/').LastIndexOf('/') == Path.Length
            : !file.EndsWith('/') && file.EndsWith(Suffix, StringComparison.Ordinal));
}
