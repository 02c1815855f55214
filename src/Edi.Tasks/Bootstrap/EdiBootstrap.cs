using System.Collections.Immutable;
using Edi.Tasks.Bootstrap.Twin;
using Edi.Tasks.Terminal;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Bootstrap;

/// <summary>Makes the root file system from Debian packages: an archive in tar's format, and its digest.</summary>
public sealed class EdiBootstrap : EdiStepTask
{
    private readonly PackageProgress _progress = new();

    /// <summary>The archive that the step leaves.</summary>
    [Required]
    public string Archive { get; set; } = "";

    /// <summary>The SDK's dispatcher, shim and list of programs, from which a native twin is renewed.</summary>
    [Required]
    public string NativeDirectory { get; set; } = "";

    /// <summary>Whether projects share root file systems; else each makes its own.</summary>
    public bool UseCache { get; set; } = true;

    /// <summary>The folder in which the task EdiResolve has left what the mirrors have told; it goes in the end.</summary>
    [Required]
    public string Resolution { get; set; } = "";

    private protected override ImmutableArray<string> Results => [Archive];

    private protected override ImmutableArray<string> Unfinished => [.. base.Unfinished, Resolution];

    private protected override long? ResultSize => new FileInfo(Archive).Length;

    // mmdebstrap marks its own lines; the rest is apt's and dpkg's.
    private protected override bool IsHeadline(string line) => line is ['I' or 'W' or 'E', ':', ' ', ..];

    private protected override string? Detail(string line) => _progress.Read(line);

    private protected override void RunStep(StepContext context) =>
        new RootFileSystemBootstrap(context, new NativeFiles(NativeDirectory), UseCache ? File.ReadAllText(Fingerprint) : "", Resolution).Run(Archive, Digest);
}
