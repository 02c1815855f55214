using System.Collections.Immutable;
using Edi.Tasks.Incremental;

namespace Edi.Tasks.Engines.Instances;

/// <summary>
/// The engines that have been given an instance of a project, in a file: the engine may change from build to build, and what
/// each of them has goes with Clean.
/// </summary>
internal sealed class InstanceRecord(string file)
{
    /// <summary>The engines, in the order of their first builds. A line that names none, as one that was cut off, is passed over.</summary>
    public ImmutableArray<ContainerEngine> Read() => File.Exists(file)
        ? [.. File.ReadAllLines(file).Select(line => line.Split(':')).Where(words => words is ["lxd" or "incus", _, _]).Select(words => ContainerEngine.Parse(words[0], words[1], words[2]))]
        : [];

    /// <summary>Adds an engine, before it is given anything.</summary>
    public void Add(ContainerEngine engine) => Write(Read().Add(engine).Distinct());

    /// <summary>Forgets all but these.</summary>
    public void Keep(IEnumerable<ContainerEngine> engines)
    {
        ImmutableArray<ContainerEngine> kept = [.. Read().Intersect(engines)];
        if (kept.IsEmpty)
        {
            AtomicFile.Delete([file]);
        }
        else
        {
            Write(kept);
        }
    }

    private void Write(IEnumerable<ContainerEngine> engines) =>
        AtomicFile.Write(file, string.Concat(engines.Select(known => $"{Word(known.Kind)}:{known.Remote}:{known.Member}\n")));

    private static string Word(EngineKind kind) => kind == EngineKind.Lxd ? "lxd" : "incus";
}
