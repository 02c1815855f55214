using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Edi.Tasks.Definition;

namespace Edi.Tasks.Image;

/// <summary>What identifies a partition: its entry in a GPT, its file system, and that as a FAT knows it.</summary>
internal sealed record PartitionIds(Guid PartitionGuid, Guid FileSystemGuid, uint FatSerial);

/// <summary>
/// UUIDs, serials and disk identifiers that follow from the definition: the same definition always gives the same,
/// and two definitions give different ones.
/// </summary>
internal sealed class StableIds(ImageDefinition definition)
{
    public uint DiskId => BinaryPrimitives.ReadUInt32BigEndian(Hash("disk")) | 1; // Zero would mean that there is none.

    public Guid DiskGuid => ToGuid(Hash("disk"));

    /// <summary>All of one partition.</summary>
    public PartitionIds Of(string partition) => new(PartitionGuid(partition), FileSystemGuid(partition), FatSerial(partition));

    public Guid PartitionGuid(string partition) => ToGuid(Hash($"partition {partition}"));

    public Guid FileSystemGuid(string partition) => ToGuid(Hash($"file system {partition}"));

    private uint FatSerial(string partition) => BinaryPrimitives.ReadUInt32BigEndian(Hash($"file system {partition}"));

    private byte[] Hash(string what) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{definition.Name}\n{definition.Suite}\n{definition.Architecture}\n{what}"));

    // RFC 9562, version 8: made by the rules of its maker.
    private static Guid ToGuid(byte[] hash)
    {
        byte[] bytes = hash[..16];
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
