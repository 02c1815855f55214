using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Incremental;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Application;

/// <summary>Installs a published .NET application on the layer before it and stores the result as the next layer.</summary>
public sealed class EdiApplication : EdiStepTask
{
    /// <summary>The application's name: its project's.</summary>
    [Required]
    public string Application { get; set; } = "";

    /// <summary>The folder of the published files.</summary>
    [Required]
    public string PublishDirectory { get; set; } = "";

    private long _size;

    private protected override ImmutableArray<string> Results => [];

    private protected override long? ResultSize => _size;

    private protected override string Title => StepNames.Application(Application);

    private protected override void RunStep(StepContext context)
    {
        var application = context.Definition.Applications.Single(application => application.Name == Application);
        string published = File.ReadAllText(InputDigests[1]);
        _size = new ApplicationInstallation(context, application).Run(InputDigests[0], PublishedApplication.Read(InputDigests[1], PublishDirectory), Digest);
        AtomicFile.Write(StepFiles.InputOf(Stamp, InputDigests[1]), published);
    }
}
