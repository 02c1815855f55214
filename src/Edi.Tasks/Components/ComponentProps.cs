using System.Xml.Linq;
using Edi.Tasks.Definition.Components;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Components;

/// <summary>The file in a package that NuGet imports into the projects which reference it: it adds the item <c>EdiComponent</c>.</summary>
internal static class ComponentProps
{
    /// <summary>Writes the file if it differs.</summary>
    public static void Write(string path, ReferencedComponent component)
    {
        string content = new XElement(
            "Project",
            new XElement(
                "ItemGroup",
                new XElement(
                    "EdiComponent",
                    new XAttribute("Include", "$([MSBuild]::NormalizePath('$(MSBuildThisFileDirectory)../edi'))"),
                    new XAttribute("Name", component.Name),
                    new XAttribute("Version", component.Version),
                    new XAttribute("EdiSdkVersion", component.SdkVersions),
                    new XAttribute("Dependencies", string.Join(';', component.Dependencies)),
                    // Who references a project that references the package gets it from NuGet, too.
                    new XAttribute("IsPackage", "true")))) + "\n";
        if (!File.Exists(path) || File.ReadAllText(path) != content)
        {
            AtomicFile.Write(path, content);
        }
    }
}
