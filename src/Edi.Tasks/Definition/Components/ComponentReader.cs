using System.Collections.Immutable;
using Edi.Tasks.Definition.ProjectItems;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Components;

/// <summary>The components that a project references, each once, in their order.</summary>
/// <param name="sdkVersion">The version of the SDK that builds.</param>
/// <param name="project">The project's file, in which the references stand; empty where they come from elsewhere.</param>
internal sealed class ComponentReader(string sdkVersion, string project = "")
{
    private readonly List<EdiProblem> _problems = [];

    /// <param name="references">Names in the order of the project's references.</param>
    /// <exception cref="EdiException">EDI0014, EDI0015: everything that is wrong with them.</exception>
    public ImmutableArray<ImageComponent> Read(IEnumerable<ReferencedComponent> components, ImmutableArray<string> references)
    {
        var single = components.GroupBy(component => component.Name, StringComparer.OrdinalIgnoreCase).Select(Single).ToImmutableArray();
        foreach (var component in single)
        {
            CheckFolder(component);
            CheckSdk(component);
        }

        return _problems.Count > 0
            ? throw new EdiException([.. _problems])
            : [.. ComponentOrder.Of(single, references).Select(component => new ImageComponent(component.Name, component.Directory) { Dependencies = component.Dependencies })];
    }

    // Two projects may lead to the same one.
    private ReferencedComponent Single(IGrouping<string, ReferencedComponent> namesakes)
    {
        var places = namesakes.DistinctBy(component => component.Directory).ToImmutableArray();
        if (places.Length > 1)
        {
            Report(
                places[^1],
                EdiCodes.ComponentUnusable,
                $"The component '{namesakes.Key}' is there {places.Length} times: {string.Join(", ", places.Select(component => component.Directory))}. Keep one of the references; where a component references another one by its package, so must the project.");
        }

        return places[0];
    }

    private void CheckFolder(ReferencedComponent component)
    {
        if (!Directory.Exists(component.Directory))
        {
            Report(
                component,
                EdiCodes.ComponentUnusable,
                $"The component '{component}' should be in the folder {component.Directory}, which does not exist. Of a package: remove its folder from NuGet's folder of packages, and 'dotnet restore' brings it again. Of an item EdiComponent: correct the path.");
        }
        else if (!new ImageComponent(component.Name, component.Directory).HasContent())
        {
            Report(
                component,
                EdiCodes.ComponentUnusable,
                $"The component '{component}' has nothing to use in {component.Directory}: none of plugins/, definition.yml, schema.json, lint.yml. Name the folder that has them.");
        }
    }

    private void CheckSdk(ReferencedComponent component)
    {
        try
        {
            if (!SdkVersions.Admit(component.SdkVersions, sdkVersion))
            {
                Report(
                    component,
                    EdiCodes.ComponentForOtherSdk,
                    $"The component '{component}' works with the versions {component.SdkVersions} of Edi.Sdk; this one is {sdkVersion}. Use a version of the component for this SDK, or a version of the SDK in that range: it is in the first line of the project.");
            }
        }
        catch (FormatException e)
        {
            Report(component, EdiCodes.ComponentUnusable, $"The component '{component}' does not say for which versions of Edi.Sdk it is: {e.Message} Expected NuGet's notation, such as [0.1, 0.3).");
        }
    }

    private void Report(ReferencedComponent component, EdiCode code, string message) =>
        _problems.Add(new(code, message, project.Length == 0 ? null : new ProjectPositions().FindReference(project, new(component.Name, component.Directory))));
}
