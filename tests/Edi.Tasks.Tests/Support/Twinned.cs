using Edi.Tasks.Bootstrap.Twin;

namespace Edi.Tasks.Tests;

internal static class Twinned
{
    /// <summary>The shortest entry of a list of programs.</summary>
    public static TwinnedPackage Package(string name) => new(name, [], [], [], [], [], [], [], [], Words: false, Named: false);
}
