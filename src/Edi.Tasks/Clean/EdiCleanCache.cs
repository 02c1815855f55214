using System.Globalization;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Clean;

/// <summary>Empties the cache that all projects share; it needs no definition.</summary>
public sealed class EdiCleanCache : EdiTask
{
    /// <summary>The folder of the cache.</summary>
    [Required]
    public string CacheDirectory { get; set; } = "";

    private protected override string CacheFolder => CacheDirectory;

    /// <inheritdoc/>
    protected override void Run()
    {
        using var log = new StepLog(null, _ => { }, line => Log.LogMessage(MessageImportance.Low, "{0}", line));
        try
        {
            var removed = new CacheRemoval(CacheDirectory).Run(new HostToolRunner(log, Cancellation), log);
            Tell(removed.IsEmpty
                ? $"EdiCleanCache: there is nothing in {CacheDirectory}."
                : string.Create(CultureInfo.InvariantCulture, $"EdiCleanCache: {ByteSize.Format(removed.Sum(part => part.Size))} removed from {CacheDirectory}: {string.Join(", ", removed.Select(part => $"{part.Content} {ByteSize.Format(part.Size)}"))}. Each project makes again what it needs."));
        }
        catch (EdiException e)
        {
            throw log.Explain(e);
        }
    }
}
