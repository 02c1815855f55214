namespace Edi.Tasks.Flash;

/// <summary>Where an image goes.</summary>
/// <param name="Path">Without links: what is written.</param>
internal abstract record FlashTarget(string Path)
{
    /// <summary>How messages name it.</summary>
    public abstract string Description { get; }

    /// <summary>What tells it from another one that takes its name later; empty where nothing can.</summary>
    public abstract string Identity { get; }

    /// <summary>A disk, or what the kernel makes look like one.</summary>
    internal sealed record Disk(BlockDevice Device) : FlashTarget(Device.Path)
    {
        /// <inheritdoc/>
        public override string Description => DeviceText.Describe(Device);

        /// <inheritdoc/>
        public override string Identity => Device.Sequence;
    }

    /// <summary>A plain file, which need not exist yet; it becomes as long as the image.</summary>
    internal sealed record PlainFile(string Path) : FlashTarget(Path)
    {
        /// <inheritdoc/>
        public override string Description => $"the file {Path}";

        /// <inheritdoc/>
        public override string Identity => "";
    }
}
