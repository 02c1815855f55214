using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Overlays;

/// <summary>
/// The files that a definition consists of, the base first and each before those that override it: edi's overlays for
/// everybody (global), for this host, and for this user. The name of the definition's file chooses them; of a symbolic
/// link it is the link's, so that one base serves several use cases.
/// </summary>
internal static class OverlayFiles
{
    public static ImmutableArray<string> Of(string definition, string hostName, string userName, ProblemList problems)
    {
        string extension = Path.GetExtension(definition);
        var overlays = Candidates(definition, hostName, userName);
        string host = overlays[1], user = overlays[2];
        if (hostName == userName && File.Exists(host))
        {
            problems.Add(new EdiProblem(
                EdiCodes.AmbiguousOverlay,
                $"The user and the host are both called '{userName}': this overlay is taken for the host's. The user's is called '{Path.GetFileName(user)}'.",
                new(host, 1, 1, 1, 1))
            { IsWarning = true });
        }

        foreach (string other in overlays.Where(overlay => !File.Exists(overlay)).Select(WithOtherExtension).OfType<string>())
        {
            problems.Add(new EdiProblem(
                EdiCodes.DefinitionNotFound,
                $"This overlay is not read: it ends in {Path.GetExtension(other)}, and the definition in {extension}. Rename it to {Path.GetFileNameWithoutExtension(other)}{extension}.",
                new(other, 1, 1, 1, 1))
            { IsWarning = true });
        }

        return [definition, .. overlays.Where(File.Exists)];
    }

    /// <summary>The files that would be overlays: for everybody, for the host, for the user.</summary>
    public static ImmutableArray<string> Candidates(string definition, string hostName, string userName)
    {
        string folder = Path.Combine(Path.GetDirectoryName(definition)!, "configuration", "overlay");
        string name = Path.GetFileNameWithoutExtension(definition);
        return [At("global"), At(hostName), At(hostName == userName ? userName + ".user" : userName)];

        string At(string kind) => Path.Combine(folder, $"{name}.{kind}{Path.GetExtension(definition)}");
    }

    /// <summary>The file of the same name with YAML's other extension; null when there is none.</summary>
    public static string? WithOtherExtension(string file) =>
        Path.ChangeExtension(file, Path.GetExtension(file) == ".yaml" ? ".yml" : ".yaml") is var other && File.Exists(other) ? other : null;
}
