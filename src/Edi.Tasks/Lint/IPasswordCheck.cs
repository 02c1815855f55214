using System.Collections.Immutable;

namespace Edi.Tasks.Lint;

/// <summary>Tries passwords against hashes of crypt(5).</summary>
internal interface IPasswordCheck
{
    /// <summary>The first of the candidates that a hash is of, for each hash; null where it is of none.</summary>
    ImmutableArray<string?> Find(ImmutableArray<PasswordTrial> trials);
}

/// <summary>A hash, and the passwords to try.</summary>
internal sealed record PasswordTrial(string Hash, ImmutableArray<string> Candidates);
