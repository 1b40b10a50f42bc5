using System.Text;

namespace Operator.Cluster.Watching;

/// <summary>Where in a JSON text one stands: the depth, and the names of the outermost levels.</summary>
/// <param name="levels">So many names are kept; deeper ones are of no interest.</param>
internal sealed class OutlinePath(int levels)
{
    /// <summary>The longest name that anybody asks for is a label's; a longer one counts as none.</summary>
    private const int NameRoom = 64;

    private readonly string[] _names = [.. Enumerable.Repeat("", levels + 1)];
    private readonly bool[] _isObject = new bool[levels + 1];
    private readonly byte[] _name = new byte[NameRoom];
    private int _length;

    /// <summary>Open objects and arrays.</summary>
    public int Depth { get; private set; }

    /// <summary>True where the next text is a member's name. Below the kept levels nobody asks.</summary>
    public bool ExpectsName { get; private set; }

    /// <summary>The member that one stands in, at a level from 1; empty in an array.</summary>
    public string Name(int level) => level >= 1 && level <= levels && level <= Depth ? _names[level] : "";

    public void Open(bool isObject)
    {
        Depth++;
        ExpectsName = isObject && Depth <= levels;
        if (Depth <= levels)
        {
            (_names[Depth], _isObject[Depth]) = ("", isObject);
        }
    }

    public void Close()
    {
        Depth--;
        ExpectsName = false;
    }

    public void Comma() => ExpectsName = Depth >= 1 && Depth <= levels && _isObject[Depth];

    public void NameBegins() => _length = 0;

    public void NameGoesOn(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > NameRoom)
        {
            _length = NameRoom + 1;
            return;
        }

        bytes.CopyTo(_name.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>The closing quote is the last that was given.</summary>
    public void NameEnds()
    {
        _names[Depth] = _length is > 1 and <= NameRoom ? Encoding.UTF8.GetString(_name, 0, _length - 1) : "";
        ExpectsName = false;
    }
}
