using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Bootstrap.Resolve;

/// <summary>Asks the mirrors whether they have all that the bootstrap needs, so that a mistake is told before anything long runs.</summary>
public sealed class EdiResolve : EdiDefinitionTask
{
    /// <summary>The bootstrap's fingerprint.</summary>
    [Required]
    public string Fingerprint { get; set; } = "";

    /// <summary>Whether projects share root file systems; one that is there needs no packages.</summary>
    public bool UseCache { get; set; } = true;

    /// <summary>The folder in which the bootstrap finds what the mirrors have told.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        using var log = OpenLog(_ => false);
        var context = CreateContext(log) with { WritableFolders = [Path.GetDirectoryName(Folder)!], RemoveOnAbort = [Folder] };
        AtomicFile.Delete([Folder]);
        if (MayMakeMirror(context.Definition))
        {
            log.Detail("A preprocessing command may make what is at the mirror's path; the bootstrap asks it afterwards.");
            return;
        }

        Log.LogMessage(MessageImportance.High, "{0}", $"EdiResolve: asks the mirrors for the packages of {context.Definition.Suite}");
        try
        {
            new PackageResolution(context, UseCache ? File.ReadAllText(Fingerprint) : "", Folder).Run();
        }
        catch (EdiException e)
        {
            throw log.Explain(HostDisk.Explain(e, log.Tail, WrittenFolders));
        }
    }

    private static bool MayMakeMirror(ImageDefinition definition) =>
        !definition.PreprocessingCommands.IsEmpty && definition.Bootstrap!.Mirrors.Any(mirror => MirrorAddress.LocalPath(mirror.Uri) is not null);
}
