namespace Edi.Tasks.Development;

/// <summary>Stops a container to work in, and leaves it.</summary>
public sealed class EdiStop : EdiDevelopmentTask
{
    private protected override void Run(IDevelopmentContainer container) => container.Stop();
}
