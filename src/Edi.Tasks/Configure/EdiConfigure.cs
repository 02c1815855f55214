using System.Collections.Immutable;
using Edi.Tasks.Ansible;
using Edi.Tasks.Definition;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Configure;

/// <summary>Runs one playbook of Ansible on the layer before it and stores the result as the next layer.</summary>
public sealed class EdiConfigure : EdiStepTask
{
    /// <summary>The playbook's name: its key in the definition.</summary>
    [Required]
    public string Playbook { get; set; } = "";

    private long _size;

    private protected override ImmutableArray<string> Results => [];

    private protected override long? ResultSize => _size;

    private protected override string Title => StepNames.Playbook(Playbook);

    private protected override string? Detail(string line) => PlaybookProgress.Read(line);

    private protected override void RunStep(StepContext context)
    {
        var playbook = context.Definition.Playbooks.Single(playbook => playbook.Name == Playbook);
        _size = context.Definition.Engine.HasInstances
            ? new InstancePlaybookRun(context, playbook).Run(InputDigests.Single(), Digest)
            : new PlaybookRun(context, playbook).Run(InputDigests.Single(), Digest);
    }
}
