using Edi.Tasks.Processes;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Host;

/// <summary>
/// Under sudo, gives what the build left to the user who called it: otherwise that user could neither build nor clean
/// any more. Does nothing for anybody else.
/// </summary>
public sealed class EdiRestoreOwnership : EdiTask
{
    /// <summary>The folders, with all that is in them; those that do not exist are passed over.</summary>
    [Required]
    public string[] Directories { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run() => Ownership.GiveBack(Directories);
}
