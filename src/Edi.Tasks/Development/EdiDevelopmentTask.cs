using Edi.Tasks.Ansible;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Development;

/// <summary>What the tasks have in common that work on a development container: its name.</summary>
public abstract class EdiDevelopmentTask : EdiDefinitionTask
{
    /// <summary>The container's name, which <see cref="EdiCheckContainerName"/> has looked at.</summary>
    public string ContainerName { get; set; } = "";

    /// <summary>Further options of <c>podman run</c>, as a shell reads them; LXD and Incus have profiles for it.</summary>
    public string Options { get; set; } = "";

    /// <inheritdoc/>
    protected sealed override void Run()
    {
        using (var live = StartLiveLine(GetType().Name))
        using (var log = OpenLog(_ => true, live, PlaybookProgress.Read))
        {
            var context = CreateContext(log);
            try
            {
                Run(context.Definition.Engine.HasInstances
                    ? new DevelopmentInstance(context, ContainerName)
                    : new DevelopmentPodman(context, ContainerName, Options));
            }
            catch (EdiException e)
            {
                throw log.Explain(e);
            }
        }

        Finish();
    }

    private protected abstract void Run(IDevelopmentContainer container);

    /// <summary>What comes when the log is written.</summary>
    private protected virtual void Finish()
    {
    }
}
