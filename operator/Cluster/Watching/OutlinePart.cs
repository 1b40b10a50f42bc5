using System.Text;

namespace Operator.Cluster.Watching;

/// <summary>Members that are taken out of a larger object, as one JSON object of their own. One that is too long is left out.</summary>
internal sealed class OutlinePart
{
    private const int MostBytes = 64 * 1024;

    private readonly List<byte> _json = [];
    private int _before;
    private bool _isTooLong;

    public void Begin(string name)
    {
        _before = _json.Count;
        _isTooLong = false;
        _json.Add(_json.Count == 0 ? (byte)'{' : (byte)',');
        _json.AddRange(Encoding.UTF8.GetBytes($"\"{name}\":"));
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _isTooLong |= _json.Count + bytes.Length > MostBytes;
        if (!_isTooLong)
        {
            _json.AddRange(bytes);
        }
    }

    public void End()
    {
        if (_isTooLong)
        {
            _json.RemoveRange(_before, _json.Count - _before);
        }
    }

    public byte[] Close() => _json.Count == 0 ? "{}"u8.ToArray() : [.. _json, (byte)'}'];
}
