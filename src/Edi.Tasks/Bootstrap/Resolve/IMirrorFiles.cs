using System.Collections.Immutable;

namespace Edi.Tasks.Bootstrap.Resolve;

/// <summary>What lies on a mirror, asked only where a failure needs it.</summary>
internal interface IMirrorFiles
{
    /// <summary>A file's text; null when it cannot be had.</summary>
    string? Read(string url);

    /// <summary>The names of the folders in a folder; none where the mirror does not show them.</summary>
    ImmutableArray<string> Folders(string url);
}
