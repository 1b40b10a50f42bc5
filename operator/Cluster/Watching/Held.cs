using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using k8s;
using k8s.Models;
using Operator.Resource;

namespace Operator.Cluster.Watching;

/// <summary>
/// One object at rest: the JSON of the fields that are read, compressed; a tenth of the memory of its object graph, for some
/// twenty microseconds. Each reader gets a copy of its own.
/// </summary>
internal sealed class Held
{
    // The fastest level with a window that no object outgrows: the repetition is inside the object.
    private const int Quality = 1;
    private const int WindowBits = 16;

    private readonly byte[] _packed;
    private readonly int _length;

    private Held(ObjectName name, ulong version, IngestionKey ingestion, ReadOnlySpan<byte> json)
    {
        (Name, Version, Ingestion, _length) = (name, version, ingestion, json.Length);
        _packed = Pack(json);
    }

    public ObjectName Name { get; }

    public ulong Version { get; }

    public IngestionKey Ingestion { get; }

    public static Held Of<T>(T item, JsonTypeInfo<T> type, IngestionKey ingestion)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        new(ObjectName.Of(item), Versions.Of(item), ingestion, JsonSerializer.SerializeToUtf8Bytes(item, type));

    public T Unpack<T>(JsonTypeInfo<T> type)
    {
        var json = ArrayPool<byte>.Shared.Rent(_length);
        try
        {
            return BrotliDecoder.TryDecompress(_packed, json, out var length) && length == _length
                ? JsonSerializer.Deserialize(json.AsSpan(0, length), type)!
                : throw new InvalidDataException($"What is held of {Name} cannot be unpacked.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(json);
        }
    }

    private static byte[] Pack(ReadOnlySpan<byte> json)
    {
        var room = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(json.Length));
        try
        {
            return BrotliEncoder.TryCompress(json, room, out var length, Quality, WindowBits)
                ? room[..length]
                : throw new InvalidDataException("An object that was just read cannot be packed.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }
}

/// <summary>Resource versions of one kind are numbers that grow; Kubernetes promises it since 1.35, and etcd always did it.</summary>
internal static class Versions
{
    public static ulong Of(IKubernetesObject<V1ObjectMeta> item) => Number(item.Metadata.ResourceVersion);

    public static ulong Number(string? resourceVersion) =>
        ulong.TryParse(resourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
