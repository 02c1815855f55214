using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition;

/// <summary>Where a password of Ansible's vault comes from. The password itself is in no file of the build.</summary>
/// <param name="Id">The vault id; empty for the password of what has none.</param>
/// <param name="File">A file with the password, or a program that prints it; an absolute path.</param>
internal sealed record VaultPassword(string Id, string File, SourcePosition Position);
