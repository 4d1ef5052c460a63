using System.Buffers;
using System.Text;

namespace Portal.Gateway.Masking.Documents;

/// <summary>
/// Collects the text of a part as UTF-8 and hands it to the visitor: at the part's end, and at a line's end whenever a block is full. A further
/// block of a table begins with the table's first line again, because its names say what the columns are.
/// </summary>
internal sealed class DocumentText(DocumentWork work, Func<ReadOnlyMemory<byte>, bool> visit) : IDisposable
{
    private const int BlockSize = 256 * 1024;
    private const int HeaderLimit = 4096;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(BlockSize);
    private int _length;
    private int _header;
    private int _lines;

    /// <summary>Gets whether the visitor wants no more.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Gets whether the visitor is at work, or failed: its exceptions say nothing of the document.</summary>
    public bool IsVisiting { get; private set; }

    /// <summary>Gets how many bytes are waiting.</summary>
    public int Length => _length;

    public void Write(ReadOnlySpan<char> text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        var written = Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length));
        work.Write(written);
        _length += written;
    }

    public void Write(ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length);
        work.Write(utf8.Length);
        utf8.CopyTo(_bytes.AsSpan(_length));
        _length += utf8.Length;
    }

    public void Tabs(int count)
    {
        for (; count > 0; count--)
        {
            Write("\t"u8);
        }
    }

    /// <summary>Ends a line; an empty one is none.</summary>
    public void EndLine()
    {
        if (_length == 0 || _bytes[_length - 1] == '\n')
        {
            return;
        }

        Write("\n"u8);
        _header = ++_lines == 1 && _length <= HeaderLimit ? _length : _header;
        if (_length >= BlockSize)
        {
            Visit();
            _length = _header;
        }
    }

    /// <summary>Ends the part.</summary>
    public void EndPart()
    {
        if (_length > (_lines > 1 ? _header : 0))
        {
            Visit();
        }

        (_length, _header, _lines) = (0, 0, 0);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        _bytes = [];
    }

    private void Visit()
    {
        IsVisiting = true;
        Stopped = Stopped || visit(_bytes.AsMemory(0, _length));
        IsVisiting = false;
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + count));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
            _bytes = larger;
        }
    }
}
