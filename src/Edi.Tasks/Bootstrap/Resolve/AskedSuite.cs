using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Bootstrap.Resolve;

/// <summary>A suite of a mirror that apt was to ask.</summary>
/// <param name="Mirror">The definition's mirror; null for one that mmdebstrap has chosen by the definition's suite.</param>
internal sealed partial record AskedSuite(BootstrapDefinition Bootstrap, MirrorDefinition? Mirror, string Uri, string Suite)
{
    /// <summary>Its components.</summary>
    public ImmutableArray<string> Components => Mirror?.Components ?? Bootstrap.Components;

    /// <summary>Where the definition names the mirror, or what it follows from.</summary>
    public SourcePosition UriPlace => Mirror?.Places.Uri ?? Bootstrap.Places.Suite;

    /// <summary>Where it names the suite.</summary>
    public SourcePosition SuitePlace => Mirror?.Places.Suite ?? Bootstrap.Places.Suite;

    /// <summary>Where it names a component.</summary>
    public SourcePosition PlaceOf(string component) => (Mirror?.Places.Components ?? Bootstrap.Places.Components).GetValueOrDefault(component, SuitePlace);

    /// <summary>All of them: the definition's, else those that apt says that it has asked, the definition's suite before its updates.</summary>
    public static ImmutableArray<AskedSuite> Of(BootstrapDefinition bootstrap, IEnumerable<string> update) => bootstrap.Mirrors.IsEmpty
        ? [.. update.Select(line => Asked().Match(line)).Where(line => line.Success).Select(line => new AskedSuite(bootstrap, null, line.Groups["uri"].Value, line.Groups["suite"].Value)).Distinct().OrderByDescending(suite => suite.Suite == bootstrap.Suite)]
        : [.. bootstrap.Mirrors.Select(mirror => new AskedSuite(bootstrap, mirror, mirror.Uri, mirror.Suite))];

    [GeneratedRegex(@"^(?:Get|Hit|Ign|Err):\d+ (?<uri>\S+) (?<suite>\S+) (?:In)?Release\b")]
    private static partial Regex Asked();
}
