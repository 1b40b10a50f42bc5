using System.Text;

namespace Operator.Cluster.Watching;

/// <summary>Members that are taken out of a larger object, as one JSON object of their own. One that is too long is left out.</summary>
internal sealed class OutlinePart
{
    private const int MostBytes = 64 * 1024;

    private readonly MemoryStream _json = new();
    private long _before;
    private bool _isTooLong;

    public void Begin(string name)
    {
        _before = _json.Length;
        _isTooLong = false;
        _json.Write(_json.Length == 0 ? "{"u8 : ","u8);
        _json.Write(Encoding.UTF8.GetBytes($"\"{name}\":"));
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _isTooLong |= _json.Length + bytes.Length > MostBytes;
        if (!_isTooLong)
        {
            _json.Write(bytes);
        }
    }

    public void End()
    {
        if (_isTooLong)
        {
            _json.SetLength(_before);
        }
    }

    public byte[] Close() => _json.Length == 0 ? "{}"u8.ToArray() : [.. _json.ToArray(), (byte)'}'];
}
