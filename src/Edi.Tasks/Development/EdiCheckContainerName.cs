using System.Text.RegularExpressions;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Development;

/// <summary>Looks at the name of a container to work in, before anything is built for it.</summary>
public sealed partial class EdiCheckContainerName : EdiTask
{
    /// <summary>The container's name: a host name of letters, digits and hyphens. EDI1005 when it is none.</summary>
    public string ContainerName { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        if (!HostName().IsMatch(ContainerName))
        {
            throw new EdiException(
                EdiCodes.InvalidValue,
                $"The property EdiContainerName must be a host name: up to 63 letters, digits and hyphens, the first a letter; found '{ContainerName}'. For example: -p:EdiContainerName=dev.");
        }
    }

    [GeneratedRegex("^[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$")]
    private static partial Regex HostName();
}
