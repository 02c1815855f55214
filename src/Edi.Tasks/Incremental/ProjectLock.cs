using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Incremental;

/// <summary>
/// Held from the first of a project's tasks to the end of the build, by whoever builds it or cleans it: a second build
/// of the same project and configuration waits. A build that the holder's has started and waits for, as the tests of an image
/// do that run it, does not wait in turn.
/// </summary>
internal static class ProjectLock
{
    /// <param name="directory">The project's intermediate folder.</param>
    /// <param name="onWait">Told once, when another build holds the lock.</param>
    /// <exception cref="EdiException">EDI0019, when another process of the same build holds it, and so to the end of that.</exception>
    public static void Enter(IBuildEngine4 engine, string directory, Action<string> onWait, CancellationToken cancellation)
    {
        string path = Path.Combine(directory, "lock");
        var ours = HeldLocks.Of(engine, typeof(ProjectLock));
        if (ours.Has(path))
        {
            return;
        }

        Directory.CreateDirectory(directory);
        var held = FileLock.TryTake(path);
        if (held is null)
        {
            ImmutableArray<int> holders = Holders(path);
            if (holders.Intersect(WorkerNode.ProcessesOfBuild).Any())
            {
                throw new EdiException(EdiCodes.BuildInItself, "This build makes one image in two of its processes at once, with different global properties, and would wait for itself. Give the properties to the whole build, or add '-m:1'.");
            }

            if (holders.Intersect(ParentProcesses.All()).Any())
            {
                return;
            }
        }

        held ??= FileLock.Wait(
            path,
            () => onWait($"Another build of this project is running and holds {path}; this one waits for its end."),
            cancellation);
        AtomicFile.Write(HolderOf(path), string.Join(' ', WorkerNode.ProcessesOfBuild));
        ours.Add(path, held);
    }

    /// <summary>Gives all back, those of referenced projects too, before the end of the build, which now only waits for a person.</summary>
    public static void LeaveAll(IBuildEngine4 engine) => HeldLocks.Of(engine, typeof(ProjectLock)).Dispose();

    // Whoever has just taken the lock may not have written it yet, and a computer that lost its power may have left anything.
    private static ImmutableArray<int> Holders(string path) => File.Exists(HolderOf(path))
        ?
        [
            .. File.ReadAllText(HolderOf(path)).Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int process) ? process : 0)
                .Where(process => process > 0),
        ]
        : [];

    // A file of its own: nobody else can open the locked one.
    private static string HolderOf(string path) => path + ".holder";
}
