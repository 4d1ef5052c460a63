using System.Runtime.CompilerServices;
using Portal.Gateway.Masking.Context;

namespace Portal.Gateway.Masking;

/// <summary>
/// Replacements made before all that could speak against them was read. Few at a time: an object's own are settled where it ends.
/// </summary>
internal struct TentativeEdits
{
    private const int Room = 8;

    private Entries _entries;
    private int _count;
    private bool _anyRefused;

    /// <summary>One replacement.</summary>
    /// <param name="Level">Nesting of the object it is in.</param>
    /// <param name="Index">Its place among the edits.</param>
    /// <param name="Meaning">What was known when it was made.</param>
    private readonly record struct Entry(int Level, int Index, FieldMeaning Meaning);

    [InlineArray(Room)]
    private struct Entries
    {
        private Entry _first;
    }

    /// <summary>Whether there is no room for another.</summary>
    public readonly bool IsFull => _count == Room;

    /// <summary>Remembers one.</summary>
    /// <param name="level">Nesting of the object it is in.</param>
    /// <param name="index">Its place among the edits.</param>
    /// <param name="meaning">What is known about the value.</param>
    public void Add(int level, int index, FieldMeaning meaning) => _entries[_count++] = new Entry(level, index, meaning);

    /// <summary>Takes the last one of an object; false where there is none.</summary>
    /// <param name="level">Nesting of the object.</param>
    /// <param name="index">Its place among the edits.</param>
    /// <param name="meaning">What was known when it was made.</param>
    public bool TryTake(int level, out int index, out FieldMeaning meaning)
    {
        if (_count == 0 || _entries[_count - 1].Level != level)
        {
            (index, meaning) = (0, FieldMeaning.None);
            return false;
        }

        (_, index, meaning) = _entries[--_count];
        return true;
    }

    /// <summary>Makes an edit nothing. It keeps its place until all are done: see <see cref="Withdraw"/>.</summary>
    /// <param name="edits">All edits.</param>
    /// <param name="index">The one.</param>
    public void Refuse(List<Edit> edits, int index)
    {
        edits[index] = default;
        _anyRefused = true;
    }

    /// <summary>Takes the refused ones away.</summary>
    /// <param name="edits">All edits.</param>
    public readonly void Withdraw(List<Edit>? edits)
    {
        if (_anyRefused)
        {
            _ = edits!.RemoveAll(static edit => edit.Replacement is null);
        }
    }
}
