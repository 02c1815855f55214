using Edi.Tasks.Diagnostics;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Host;

/// <summary>Fails with EDI0001, which lists all that the host lacks and how each is mended.</summary>
public sealed class EdiCheckHost : EdiTask
{
    /// <summary>The image's Debian architecture.</summary>
    [Required]
    public string Architecture { get; set; } = "";

    /// <summary>The folder of the engine's store and of temporary files.</summary>
    [Required]
    public string CacheDirectory { get; set; } = "";

    /// <summary>The project's folder, below which the artifacts lie.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = "";

    /// <summary>The free space that a build needs, in MiB, on the file system of each of the two folders.</summary>
    [Required]
    public int MinimumFreeSpace { get; set; }

    /// <summary>Debian packages that the project needs besides the SDK's own.</summary>
    public string[] Packages { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        var problems = new HostRequirements(CacheDirectory, ProjectDirectory, Architecture, (long)MinimumFreeSpace << 20, Packages).Check();
        if (problems.IsEmpty)
        {
            return;
        }

        string list = string.Concat(problems.Select(problem => $"{Environment.NewLine}  - {problem.Message}{Environment.NewLine}    {problem.Mend}"));
        string hint = problems.Any(problem => problem.Package is not null)
            ? $"{Environment.NewLine}'dotnet build -p:EdiInstallHostTools=true' installs the packages."
            : "";
        throw new EdiException(EdiCodes.HostNotReady, $"The host is not ready to build an image:{list}{hint}");
    }
}
