using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Reading;

/// <summary>Sections of older versions of edi, which have no meaning any more: they are told and left out, as edi leaves them out.</summary>
internal static class ObsoleteSections
{
    private const string Emulator = "qemu";

    public static MappingNode LeaveOut(MappingNode root, ProblemList problems)
    {
        if (root.Find(Emulator) is not { } section)
        {
            return root;
        }

        problems.Add(new EdiProblem(
            EdiCodes.UnknownKey,
            $"The section '{Emulator}' can simply go: it named the emulator that edi before 1.15.9 fetched, and the build emulates other architectures by itself.",
            section.Key.Position)
        { IsWarning = true });
        return root with { Entries = root.Entries.Remove(section) };
    }
}
