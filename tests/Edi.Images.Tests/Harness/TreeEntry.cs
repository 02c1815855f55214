namespace Edi.Images.Tests.Harness;

/// <summary>
/// All of a file that an image keeps, but for its time: the link is the target of a symbolic or a hard one, capabilities
/// are among the attributes, the digest is the SHA-256 of a regular file's content.
/// </summary>
internal sealed record TreeEntry(string Kind, string Mode, int User, int Group, long Size, string Link, string Attributes, string Digest);
