namespace Edi.Tasks.Incremental;

/// <summary>How much of the modes of files reaches what they are copied to.</summary>
internal enum FileModes
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>The right to execute: the copies are root's and readable for everybody.</summary>
    Executable,

    /// <summary>Nothing: it keeps no modes.</summary>
    None,
}
