namespace Edi.Tasks.Engines.Instances;

/// <summary>A layer of LXD or Incus: a snapshot of an instance.</summary>
/// <param name="Name">Its name; made for one run of a step, and no other run's.</param>
internal sealed record InstanceSnapshot(string Instance, string Name)
{
    /// <summary>The snapshot that a step is about to make.</summary>
    public static InstanceSnapshot New(string instance, string step) => new(instance, $"{Word(step)}-{Guid.NewGuid().ToString("N")[..8]}");

    public static InstanceSnapshot? TryParse(string text) =>
        text.Split('/') is [{ Length: > 0 } instance, { Length: > 0 } name] ? new(instance, name) : null;

    public override string ToString() => $"{Instance}/{Name}";

    // The names of the engines' snapshots have no other characters.
    private static string Word(string step) => string.Concat(step.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '-'));
}
