using System.Text;
using Operator.Resource;

namespace Operator.Cluster.Watching;

/// <summary>
/// Goes over the bytes of one object as they come and keeps next to nothing: who it is, what its status says of the last look, how
/// deep it goes and where it is largest. It takes any depth and any length, so it can tell of an object that nothing else can read.
/// </summary>
/// <param name="outer">1 where the object stands as <c>object</c> in a line of a watch.</param>
internal sealed class ObjectOutline(int outer = 0)
{
    private static readonly HashSet<string> Identity = ["name", "namespace", "uid", "resourceVersion", "generation", "deletionTimestamp"];
    private static readonly HashSet<string> Told = ["observedGeneration", "conditions", "lastHandledRunAt", "lastHandledReconcileAt"];

    private readonly OutlinePath _path = new(outer + 4);
    private readonly OutlinePart _meta = new();
    private readonly OutlinePart _status = new();
    private OutlinePart? _capturing;
    private int _captureDepth;
    private long _fieldBegan;
    private long _largest;
    private bool _inText;
    private bool _isName;
    private bool _escaped;
    private bool _inScalar;

    /// <summary>True once the object is over.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>What has been gone over so far.</summary>
    public long Length { get; private set; }

    /// <summary>The deepest level, managed fields included.</summary>
    public int Depth { get; private set; }

    /// <summary>Where the depth goes beyond what is read; null where it does not.</summary>
    public string? TooDeepAt { get; private set; }

    /// <summary>The field that takes most of it, managed fields left out.</summary>
    public string LargestField { get; private set; } = "$";

    public UnreadableObject Tell(string why, string path) => UnreadableObject.From(_meta.Close(), _status.Close(), why, path);

    /// <summary>Answers with how many of the bytes belong to the object.</summary>
    public int Feed(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && !HasEnded)
        {
            var taken = _inText ? InText(bytes[at..]) : Outside(bytes[at]);
            at += taken;
            Length += taken;
        }

        return at;
    }

    private int InText(ReadOnlySpan<byte> rest)
    {
        if (_escaped)
        {
            _escaped = false;
            Keep(rest[..1]);
            return 1;
        }

        var stop = rest.IndexOfAny((byte)'"', (byte)'\\');
        var taken = rest[..(stop < 0 ? rest.Length : stop + 1)];
        Keep(taken);
        _escaped = stop >= 0 && rest[stop] == (byte)'\\';
        if (stop >= 0 && !_escaped)
        {
            _inText = false;
            TextEnds();
        }

        return taken.Length;
    }

    private int Outside(byte sign)
    {
        switch (sign)
        {
            case (byte)'{' or (byte)'[':
                ValueBegins();
                Keep([sign]);
                Open(isObject: sign == (byte)'{');
                break;
            case (byte)'}' or (byte)']':
                ScalarEnds();
                Keep([sign]);
                _path.Close();
                ValueEnds(sign: 1);
                break;
            case (byte)'"':
                TextBegins();
                break;
            case (byte)',':
                ScalarEnds();
                Keep([sign]);
                _path.Comma();
                break;
            case (byte)':' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                ScalarEnds();
                Keep([sign]);
                break;
            default:
                ScalarGoesOn(sign);
                break;
        }

        return 1;
    }

    private void TextBegins()
    {
        _inText = true;
        _isName = _path.ExpectsName;
        if (_isName)
        {
            _path.NameBegins();
            _capturing?.Append("\""u8);
            return;
        }

        ValueBegins();
        Keep("\""u8);
    }

    private void TextEnds()
    {
        if (_isName)
        {
            _path.NameEnds();
            _isName = false;
        }
        else
        {
            ValueEnds(sign: 0);
        }
    }

    private void ScalarGoesOn(byte sign)
    {
        if (!_inScalar)
        {
            ValueBegins();
            _inScalar = true;
        }

        Keep([sign]);
    }

    private void ScalarEnds()
    {
        if (_inScalar)
        {
            _inScalar = false;
            ValueEnds(sign: 0);
        }
    }

    private void Open(bool isObject)
    {
        _path.Open(isObject);
        Depth = Math.Max(Depth, _path.Depth - outer);
        if (_path.Depth - outer > ObjectLimits.Depth && TooDeepAt is null && !IsManagedFields)
        {
            TooDeepAt = PathText(3);
        }
    }

    private void ValueBegins()
    {
        var depth = _path.Depth - outer;
        if (depth == 2)
        {
            _fieldBegan = Length;
        }

        if (_capturing is null && Wanted(depth) is { } part)
        {
            (_capturing, _captureDepth) = (part, _path.Depth);
            part.Begin(depth == 3 ? "ingestion" : _path.Name(_path.Depth));
        }
    }

    /// <param name="sign">1 where the sign that ends the value belongs to it and is not counted yet.</param>
    private void ValueEnds(int sign)
    {
        if (_capturing is not null && _path.Depth == _captureDepth)
        {
            _capturing.End();
            _capturing = null;
        }

        if (_path.Depth - outer == 2 && Length + sign - _fieldBegan > _largest && !IsManagedFields)
        {
            (_largest, LargestField) = (Length + sign - _fieldBegan, PathText(2));
        }

        HasEnded = _path.Depth == 0;
    }

    private OutlinePart? Wanted(int depth)
    {
        if (depth is < 0 or > 3)
        {
            return null;
        }

        if (outer == 1 && _path.Name(1) != "object")
        {
            return depth == 0 && _path.Name(1) == "type" ? _meta : null;
        }

        var (top, field) = (_path.Name(outer + 1), _path.Name(outer + 2));
        return depth switch
        {
            2 when top == "metadata" && Identity.Contains(field) => _meta,
            2 when top == "status" && Told.Contains(field) => _status,
            3 when top == "metadata" && field == "labels" && _path.Name(outer + 3) == Names.IngestionLabel => _meta,
            _ => null,
        };
    }

    private bool IsManagedFields => _path.Name(outer + 1) == "metadata" && _path.Name(outer + 2) == "managedFields";

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_isName)
        {
            _path.NameGoesOn(bytes);
        }

        _capturing?.Append(bytes);
    }

    /// <summary>Names of fields, never what stands in them; a name that is no field's own ends it.</summary>
    private string PathText(int levels)
    {
        var text = new StringBuilder("$");
        for (var level = outer + 1; level <= Math.Min(_path.Depth, outer + levels) && IsField(_path.Name(level)); level++)
        {
            text.Append('.').Append(_path.Name(level));
        }

        return text.ToString();
    }

    private static bool IsField(string name) => name.Length > 0 && name.All(char.IsAsciiLetterOrDigit);
}
