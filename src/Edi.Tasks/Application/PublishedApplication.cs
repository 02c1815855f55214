using System.Collections.Immutable;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Application;

/// <summary>An application as its own build has published it.</summary>
/// <param name="Directory">The folder of the published files.</param>
/// <param name="AssemblyName">The name of its program, and of its assembly without the extension.</param>
/// <param name="IsSelfContained">Whether it brings the runtime along.</param>
/// <param name="IsInvariant">Whether it does without ICU, the library for languages and regions.</param>
/// <param name="Frameworks">The shared frameworks that it needs: <c>NAME VERSION</c>.</param>
/// <param name="RollForward">Which later versions it takes, as its project's property of that name says.</param>
internal sealed record PublishedApplication(string Directory, string AssemblyName, bool IsSelfContained, bool IsInvariant, ImmutableArray<string> Frameworks, string RollForward)
{
    private const string NameKey = "assembly", SelfContainedKey = "self-contained", InvariantKey = "invariant", FrameworkKey = "framework", RollForwardKey = "roll-forward";

    /// <summary>Its program or, where it has none of its own, its assembly, which <c>dotnet</c> runs.</summary>
    public string Program => HasProgram ? AssemblyName : AssemblyName + ".dll";

    /// <summary>Whether the kernel can start it, without <c>dotnet</c>.</summary>
    public bool HasProgram => File.Exists(Path.Combine(Directory, AssemblyName));

    /// <summary>Writes the description, newer than the stamp, when it differs.</summary>
    public void Write(string path, string stamp)
    {
        var description = new Fingerprint()
            .Add(NameKey, AssemblyName)
            .Add(SelfContainedKey, IsSelfContained ? "true" : "false")
            .Add(InvariantKey, IsInvariant ? "true" : "false")
            .Add(RollForwardKey, RollForward);
        foreach (string framework in Frameworks)
        {
            description.Add(FrameworkKey, framework);
        }

        if (description.AddCopied("", Directory, FileModes.Executable).WriteIfDifferent(path))
        {
            StepTimes.MakeNewer(path, [stamp]);
        }

        StepInputs.Write(path, description.Inputs);
    }

    /// <summary>Reads the description of what lies in a folder.</summary>
    public static PublishedApplication Read(string path, string directory)
    {
        var lines = Fingerprint.Read(path).ToLookup(line => line.Key, line => line.Value);
        return new(directory, lines[NameKey].First(), lines[SelfContainedKey].First() == "true", lines[InvariantKey].First() == "true", [.. lines[FrameworkKey]], lines[RollForwardKey].First());
    }
}
