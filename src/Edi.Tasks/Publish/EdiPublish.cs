using Edi.Tasks.Diagnostics;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Publish;

/// <summary>Puts what a release consists of into one folder, with checksums and, where a key is named, their signature.</summary>
public sealed class EdiPublish : EdiDefinitionTask
{
    /// <summary>The file that says what the release depends on.</summary>
    [Required]
    public string Fingerprint { get; set; } = "";

    /// <summary>The file that says which release was made last.</summary>
    [Required]
    public string Stamp { get; set; } = "";

    /// <summary>The disk image, raw; its block map and manifest lie beside it.</summary>
    [Required]
    public string ImageFile { get; set; } = "";

    /// <summary>Further files of the release, which keep their names.</summary>
    public string[] Files { get; set; } = [];

    /// <summary>The folder of the release; what an older release of the image has left there goes, and nothing else.</summary>
    [Required]
    public string PublishDirectory { get; set; } = "";

    /// <summary>The release's version, part of the names.</summary>
    [Required]
    public string Version { get; set; } = "";

    /// <summary>How the image is compressed: zstd or xz.</summary>
    [Required]
    public string Compression { get; set; } = "";

    /// <summary>What signs the checksums: gpg, minisign or ssh.</summary>
    [Required]
    public string Signer { get; set; } = "";

    /// <summary>The key: for gpg a key's ID or its user, else the file of the secret key; empty leaves the checksums unsigned.</summary>
    public string SigningKey { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        using var live = StartLiveLine(nameof(EdiPublish));
        using var log = OpenLog(_ => false, live);
        var context = CreateContext(log);
        try
        {
            AtomicFile.Delete([Stamp, StepFiles.ResultsOf(Stamp)]);
            var release = new ReleaseFolder(PublishDirectory, context.Definition.Name);
            new Release(context.Definition, context.Host, ImageFile, [.. Files])
                .Publish(release, Version, Compression, SigningKey.Length > 0 ? Signature.By(Signer, SigningKey) : null);
            new StepResults(StepFiles.ResultsOf(Stamp)).Write(release.Files);
            AtomicFile.Write(Stamp, File.ReadAllText(Fingerprint));
            StepTimes.MakeNotOlder(Stamp, [Fingerprint]);
            Log.LogMessage(MessageImportance.High, "{0}", $"{context.Definition.Name} -> {Path.TrimEndingDirectorySeparator(PublishDirectory)}");
        }
        catch (EdiException e)
        {
            throw log.Explain(HostDisk.Explain(e, log.Tail, [PublishDirectory, CacheDirectory]));
        }
    }
}
