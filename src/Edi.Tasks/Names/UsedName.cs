using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Names;

/// <summary>What MSBuild uses a name for.</summary>
internal enum NameKind
{
    /// <summary>A property.</summary>
    Property,

    /// <summary>An item.</summary>
    Item,

    /// <summary>A metadata of an item.</summary>
    Metadata,
}

/// <summary>A name that a user has given a value.</summary>
/// <param name="Item">The item that a metadata belongs to; empty of all else.</param>
/// <param name="Position">Where it stands; null when that is no file.</param>
internal sealed record UsedName(NameKind Kind, string Name, string Item, SourcePosition? Position)
{
    /// <summary>Who says it, where that is no file; else empty.</summary>
    public string Speaker { get; init; } = "";
}
