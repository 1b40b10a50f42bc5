using Operator.Engine;

namespace Operator.Tests.Engine;

/// <summary>What the queue promises, in the plainest words: a list that is searched from its front.</summary>
internal sealed class QueueModel
{
    private readonly List<(string Key, Priority Priority)> _line = [];
    private readonly Dictionary<string, Priority> _again = [];
    private int _urgentInARow;

    public List<string> InWork { get; } = [];

    public bool CanTake => _line.Count > 0;

    public void Add(string key, Priority priority)
    {
        if (InWork.Contains(key))
        {
            _again[key] = _again.TryGetValue(key, out var before) && before > priority ? before : priority;
        }
        else
        {
            Enter(key, priority);
        }
    }

    public string Take()
    {
        var isLow = _line.Exists(place => place.Priority is Priority.Low) && (_urgentInARow == 10 || _line.TrueForAll(place => place.Priority is Priority.Low));
        var first = _line.First(place => place.Priority is Priority.Low == isLow);
        _urgentInARow = isLow || _line.TrueForAll(place => place.Priority is Priority.Normal) ? 0 : _urgentInARow + 1;
        _line.Remove(first);
        InWork.Add(first.Key);
        return first.Key;
    }

    public void Done(string key)
    {
        InWork.Remove(key);
        if (_again.Remove(key, out var priority))
        {
            Enter(key, priority);
        }
    }

    private void Enter(string key, Priority priority)
    {
        var place = _line.FindIndex(place => place.Key == key);
        if (place >= 0 && _line[place].Priority >= priority)
        {
            return;
        }

        if (place >= 0)
        {
            _line.RemoveAt(place);
        }

        _line.Add((key, priority));
    }
}
