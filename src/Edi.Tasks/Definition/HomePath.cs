using Edi.Tasks.Definition.Variables;

namespace Edi.Tasks.Definition;

/// <summary>Paths that begin with <c>~/</c>, as Ansible's settings have them: the home is that of the user who builds.</summary>
internal static class HomePath
{
    public static string Expand(string path) => path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? HostFacts.Read().HomeDirectory + path[1..] : path;
}
