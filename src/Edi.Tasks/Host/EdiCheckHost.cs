using Edi.Tasks.Diagnostics;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Host;

/// <summary>Fails with EDI0001, which lists all that the host lacks and how each is mended.</summary>
public sealed class EdiCheckHost : EdiHostTask
{
    /// <summary>The free space that a build needs, in MiB, on the file system of each of the two folders.</summary>
    [Required]
    public int MinimumFreeSpace { get; set; }

    /// <inheritdoc/>
    protected override void Run()
    {
        var problems = FindProblems((long)MinimumFreeSpace << 20);
        if (problems.IsEmpty)
        {
            return;
        }

        string list = string.Concat(problems.Select(problem => $"{Environment.NewLine}  - {problem.Message}{Environment.NewLine}    {problem.Mend}"));
        string hint = problems.Any(problem => problem.Package is not null)
            ? $"{Environment.NewLine}The same command with '-p:EdiInstallHostTools=true' installs the packages."
            : "";
        throw new EdiException(EdiCodes.HostNotReady, $"The host is not ready to build an image:{list}{hint}");
    }
}
