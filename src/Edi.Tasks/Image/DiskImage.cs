using System.Collections.Immutable;
using Edi.Tasks.Definition;
using Edi.Tasks.Definition.Layout;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Incremental;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Image;

/// <summary>The files that one image consists of.</summary>
/// <param name="PackageSizes">An intermediate file: how much room each package takes.</param>
internal sealed record ImageFiles(string Image, string BlockMap, string Manifest, string Checksums, string PackageSizes);

/// <summary>
/// The disk image, from the last layer to the finished files: each file system is written straight to its place in a
/// sparse file, without a mount of it and without a loop device.
/// </summary>
internal sealed class DiskImage(StepContext context, ImageFiles files)
{
    // File systems, RAIDs and volume managers have their marks within the first or the last mebibyte.
    private const int Marks = 1 << 20;

    public void Run(string baseDigest, string digest)
    {
        string name = context.Names.Container(StepNames.Image);
        string image = AtomicFile.Partial(files.Image);
        using var sandbox = context.StartSandbox(container: name);
        var engine = new BuildahEngine(sandbox, context.CacheDirectory);
        using (var container = engine.Create(name, LayerDigest.Read(baseDigest)))
        {
            // This container is never committed: what the image needs besides its layers is written into it.
            string root = container.RootDirectory;
            var layout = context.Definition.Image!;
            var ids = new StableIds(context.Definition);
            sandbox.Require(EdiCodes.ImageFailed, new ToolCommand("chmod", "755", root)); // A layer of its own does not carry it.
            new FileSystemTable(layout, ids).Write(sandbox, root, sandbox.ScratchDirectory);
            File.WriteAllText(AtomicFile.Partial(files.Manifest), PackageManifest.Read(sandbox, root));
            File.WriteAllText(AtomicFile.Partial(files.PackageSizes), PackageSizes.Read(sandbox, root));
            WriteDisk(sandbox, image, layout, ids, root);
        }

        WriteBlockMap(sandbox, image);
        sandbox.Complete();
        Publish();
        new Fingerprint().Add("checksums", FileTree.Digest(files.Checksums)).WriteIfDifferent(digest);
    }

    private static void WriteDisk(EdiSandbox sandbox, string image, DiskLayout layout, StableIds ids, string root)
    {
        var raw = new RawData(sandbox, root, layout.RawData);
        var content = PartitionContent.Separate(sandbox, root, layout);
        var writers = layout.Partitions.ToDictionary(
            partition => partition.Name,
            partition => FileSystemWriter.For(sandbox, partition, ids.Of(partition.Name), content[partition.Name]));
        if (writers.Values.Select(writer => writer?.NotHeld()).OfType<EdiProblem>().ToImmutableArray() is { IsEmpty: false } problems)
        {
            throw new EdiException(problems);
        }

        var plan = DiskPlan.Of(layout, ids, partition => writers[partition.Name]!.SizeForContent(((PartitionSize.Content)partition.Size).FreeBytes), raw.SizeOf);
        Allocate(image, plan);
        WriteTable(sandbox, image, plan);
        raw.Write(image);
        foreach (var partition in plan.Partitions)
        {
            writers[partition.Definition.Name]?.Write(image, partition.Offset, partition.Size);
        }
    }

    /// <summary>
    /// A sparse file. Each partition's beginning and end are no holes: a disk that is written by the block map keeps what it
    /// had where the image has holes, and an older file system's or RAID's mark there would be taken for the partition's own.
    /// </summary>
    internal static void Allocate(string image, DiskPlan plan)
    {
        using var file = File.Create(image);
        file.SetLength(plan.Size);
        byte[] zeros = new byte[Marks];
        foreach (var partition in plan.Partitions)
        {
            int length = (int)Math.Min(partition.Size, Marks);
            RandomAccess.Write(file.SafeFileHandle, zeros.AsSpan(0, length), partition.Offset);
            RandomAccess.Write(file.SafeFileHandle, zeros.AsSpan(0, length), partition.Offset + partition.Size - length);
        }
    }

    private static void WriteTable(EdiSandbox sandbox, string image, DiskPlan plan)
    {
        Sfdisk(plan.SfdiskScript());
        if (plan.HybridScript() is { } hybrid)
        {
            Sfdisk(hybrid, "--label-nested", "dos");
        }

        void Sfdisk(string script, params string[] options) => sandbox.Require(
            EdiCodes.ImageFailed,
            new ToolCommand("sfdisk", ["--quiet", "--wipe", "never", "--no-reread", "--no-tell-kernel", .. options, image]) { StandardInput = script });
    }

    private void WriteBlockMap(EdiSandbox sandbox, string image) =>
        sandbox.Require(
            EdiCodes.ImageFailed,
            new ToolCommand("bmaptool", "--quiet", "create", "--output", AtomicFile.Partial(files.BlockMap), image));

    // The checksums come last: where they are, the rest is complete.
    private void Publish()
    {
        string[] published = [files.Image, files.BlockMap, files.Manifest];
        string checksums = string.Concat(published.Select(file => $"{FileTree.Digest(AtomicFile.Partial(file))}  {Path.GetFileName(file)}\n"));
        Array.ForEach([.. published, files.PackageSizes], AtomicFile.Publish);
        AtomicFile.Write(files.Checksums, checksums);
    }
}
