namespace Edi.Tasks.Development;

/// <summary>Removes a container to work in, with all that is in it.</summary>
public sealed class EdiDelete : EdiDevelopmentTask
{
    private protected override void Run(IDevelopmentContainer container)
    {
        container.Delete();
        Tell($"EdiDelete: {ContainerName} is gone.");
    }
}
