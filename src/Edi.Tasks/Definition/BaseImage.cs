using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition;

/// <summary>The image of another project, with whose last layer this one begins.</summary>
/// <param name="Project">The other project's file.</param>
/// <param name="Digest">The file that names its last layer; it is not there before that project was built.</param>
/// <param name="Architecture">The Debian architecture of both images.</param>
/// <param name="PackageSources">Where its packages came from, as far as a definition says it.</param>
/// <param name="Reference">Where the project refers to it.</param>
internal sealed record BaseImage(string Project, string Digest, string Architecture, BootstrapDefinition? PackageSources, SourcePosition Reference);
