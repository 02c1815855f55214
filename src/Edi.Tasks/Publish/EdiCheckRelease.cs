using Edi.Tasks.Diagnostics;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Publish;

/// <summary>Fails with EDI5006, before anything is built, when a release cannot go where it is to go.</summary>
public sealed class EdiCheckRelease : EdiTask
{
    /// <summary>The folder of the release, which need not exist.</summary>
    [Required]
    public string PublishDirectory { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        for (string? path = Path.TrimEndingDirectorySeparator(PublishDirectory); path is not null; path = Path.GetDirectoryName(path))
        {
            if (File.Exists(path))
            {
                throw new EdiException(EdiCodes.ReleaseFailed, $"A release goes into a folder; found the file {path}. Name a folder, which need not exist: 'dotnet publish -o FOLDER'.");
            }
        }
    }
}
